package item

import (
	"strings"
	"testing"
)

// Texts compare as they are listed, and ranks never against that.
func TestOrders(t *testing.T) {
	for _, c := range []struct {
		order     order
		ascending string
	}{
		{orderOfPlain, " 0 00 a aaaaaaaa aaaaaaaaa aaaaaaaab aaaaaaab b é \U0001F600"},
		{orderOfStrings, ` \u0000 \u0000\u0000 \u0001 \t \n\n\n\n\n\n\n \n\n\n\n\n\n\n\n \n\n\n\n\n\n\n\na ! \" # A \\ \\u a`},
		{orderOfNumbers, "-" + strings.Repeat("9", 38) + strings.Repeat("0", 88) + " -100 -99.5 -99 -10 -9 -1.25 -1.2 -1 -0.5 -0.05 -0." + strings.Repeat("0", 129) + "1" +
			" 0 0." + strings.Repeat("0", 129) + "1 0.05 0.5 0.51 1 1.2 1.25 1.2500000001 9 10 99 99.5 100 123456789 123456789.1 1234567890 " + strings.Repeat("9", 38) + strings.Repeat("0", 88)},
		{orderOfBinaries, " AA== AAA= AAAA AAAAAAAAAAA= AAAAAAAAAAAA AAAAAAAAAAAB AAAAAAAAAAE= AAAAAAAAAQ== AQ== AaA= BA== aA== zA== 0A== 9A== +A== /w=="},
	} {
		texts := strings.Split(c.ascending, " ")
		for i, a := range texts {
			for j, b := range texts {
				if c.order.compare(a, b) < 0 != (i < j) || i <= j && c.order.rank(a) > c.order.rank(b) {
					t.Errorf("%q and %q: compare %d, ranks %x and %x", a, b, c.order.compare(a, b), c.order.rank(a), c.order.rank(b))
				}
			}
		}
	}
}
