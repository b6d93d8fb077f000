package engine

import (
	"fmt"
	"math"
	"testing"

	"ringside/engine/item"
)

// TestZipfWeights holds weights in whole numbers against floating point.
func TestZipfWeights(t *testing.T) {
	for _, exponent := range []uint64{0, 1, 50, 100, 123, 200, 499} {
		for _, k := range []int64{0, 1, 2, 6, 99, 4095, 99_999} {
			want := math.Max(1, float64(1<<weightBits)/math.Pow(float64(k+1), float64(exponent)/100))
			if got := float64(zipf(exponent).weight(k)); math.Abs(got-want) > 1+want/1e5 {
				t.Errorf("the weight of key %d with exponent %d is %.0f, want %.1f", k, exponent, got, want)
			}
		}
	}
}

// TestDistributions counts which of the first keys 100,000 draws are of, in per cent.
func TestDistributions(t *testing.T) {
	rows := []Row{{item.String("a"), 70}, {item.String("b"), 30}}
	for _, c := range []struct {
		d    Distribution
		want string
	}{
		{Distribution{Spread: Uniform, Count: 4}, "[25 25 25 25]"},
		{Distribution{Spread: LowCardinality, Count: 3}, "[33 33 33 0]"},
		{Distribution{Spread: OneHotKey, Count: 3, Percent: 90}, "[90 5 5 0]"},
		{Distribution{Spread: OneHotKey, Count: 1, Percent: 10}, "[100 0 0 0]"},
		{Distribution{Spread: Zipf, Count: 4, Exponent: 100}, "[48 24 16 12]"},
		{Distribution{Spread: Zipf, Count: 4, Exponent: 250}, "[79 14 5 2]"},
		{Distribution{Spread: Zipf, Count: 4}, "[25 25 25 25]"},
		{Distribution{Spread: Rows, Rows: rows}, "[70 30 0 0]"},
	} {
		c.d.Prepare()
		var counts [4]int
		const draws = 100_000
		for i := range uint64(draws) {
			counts[c.d.draw(Mix(i+1))]++
		}
		for i := range counts {
			counts[i] = (counts[i] + draws/200) * 100 / draws
		}
		if got := fmt.Sprint(counts); got != c.want {
			t.Errorf("%s %d %d %d: got %s, want %s", c.d.Spread, c.d.Count, c.d.Exponent, c.d.Percent, got, c.want)
		}
	}
}
