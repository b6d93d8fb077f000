package operation

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ringside/engine"
	"ringside/engine/item"
)

// crowded returns a door to a Shop with random items, cut into random partitions, with
// a small page.
func crowded(t *rapid.T) *Door {
	o := DefaultOptions()
	o.Scale.ReplicationLag = 0
	o.Scale.Partitions = rapid.IntRange(1, 5).Draw(t, "partitions")
	o.Scale.TreeDegree = rapid.IntRange(2, 4).Draw(t, "degree")
	o.Scale.PageBytes = rapid.IntRange(1, 200).Draw(t, "page bytes")
	d := NewDoor(rapid.Uint64().Draw(t, "seed"), o)
	say(d, `CreateTable {"TableName":"Shop","BillingMode":"PAY_PER_REQUEST",
		"AttributeDefinitions":[{"AttributeName":"PK","AttributeType":"S"},{"AttributeName":"SK","AttributeType":"N"}],
		"KeySchema":[{"AttributeName":"PK","KeyType":"HASH"},{"AttributeName":"SK","KeyType":"RANGE"}]}`)
	for range rapid.IntRange(0, 40).Draw(t, "items") {
		key := randomKey(t)
		n := rapid.IntRange(0, 9).Draw(t, "n")
		say(d, `PutItem {"TableName":"Shop","Item":{`+key+`,"n":{"N":"`+strconv.Itoa(n)+`"}}}`)
	}
	for range rapid.IntRange(0, 3).Draw(t, "splits") {
		partitions := d.db.Table("Shop").Partitions()
		id := partitions[rapid.IntRange(0, len(partitions)-1).Draw(t, "partition")].ID
		say(d, `.Split {"TableName":"Shop","Partition":`+strconv.Itoa(id)+`,"Key":{`+randomKey(t)+`}}`)
	}
	return d
}

func randomKey(t *rapid.T) string {
	partition := rapid.SampledFrom([]string{"a", "b", "a\\u0000", "ä"}).Draw(t, "PK")
	sort := rapid.SampledFrom([]string{"-10", "-1.5", "-1", "0", "0.5", "1", "1.01", "2", "10", "1e10"}).Draw(t, "SK")
	return `"PK":{"S":"` + partition + `"},"SK":{"N":"` + sort + `"}`
}

// page is what one response holds.
type page struct {
	items    []string
	count    int
	examined int
	last     string // LastEvaluatedKey or NextToken, as JSON
}

func readPage(t *rapid.T, response string) (p page) {
	body, ok := strings.CutPrefix(response, "200 ")
	r := item.NewReader(body)
	err := r.Object(func(name string) (err error) {
		switch name {
		case "Items":
			return r.Array(func(int) error {
				it, err := r.Raw()
				p.items = append(p.items, it)
				return err
			})
		case "Count":
			n, err := r.Int()
			p.count = int(n)
			return err
		case "ScannedCount":
			n, err := r.Int()
			p.examined = int(n)
			return err
		case "LastEvaluatedKey":
			p.last, err = r.Raw()
			return err
		}
		return r.Skip()
	})
	if !ok || err != nil {
		t.Fatalf("%s: %v", response, err)
	}
	return p
}

// follow reads page after page of a request, which ends in members, until there is none.
func follow(t *rapid.T, d *Door, request string) (joined page) {
	start := ""
	for range 1000 {
		p := readPage(t, say(d, request+start+`}`))
		if len(p.items) != p.count || p.count > p.examined {
			t.Fatalf("%s: %d items, Count %d, ScannedCount %d", request, len(p.items), p.count, p.examined)
		}
		joined.items = append(joined.items, p.items...)
		joined.examined += p.examined
		if p.last == "" {
			return joined
		}
		start = `,"ExclusiveStartKey":` + p.last
	}
	t.Fatal("the pages do not end")
	return joined
}

// whole is what the engine's leaders hold, in key order, for comparison.
func whole(d *Door, keep func(item.Item) bool) (items []string) {
	for _, it := range allItems(d) {
		if keep(it) {
			items = append(items, it.JSON())
		}
	}
	return items
}

func allItems(d *Door) (items []item.Item) {
	d.db.Table("Shop").Items("", func(_ *engine.Partition, e engine.Entry) bool {
		items = append(items, e.Item)
		return true
	})
	return items
}

func limited(t *rapid.T) string {
	if limit := rapid.IntRange(0, 4).Draw(t, "limit"); limit > 0 {
		return `,"Limit":` + strconv.Itoa(limit)
	}
	return ""
}

func TestPagesOfScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := crowded(t)
		filter := `"FilterExpression":"n > :n","ExpressionAttributeValues":{":n":{"N":"4"}},"ConsistentRead":true`
		got := follow(t, d, `Scan {"TableName":"Shop",`+filter+limited(t))
		want := whole(d, moreThanFour)
		if !slices.Equal(got.items, want) || got.examined != int(d.db.Table("Shop").ItemCount()) {
			t.Fatalf("pages %v (examined %d)\nwant  %v", got.items, got.examined, want)
		}
		var segments []string
		total := rapid.IntRange(1, 7).Draw(t, "segments")
		for segment := range total {
			request := `Scan {"TableName":"Shop",` + filter + `,"TotalSegments":` + strconv.Itoa(total) + `,"Segment":` + strconv.Itoa(segment)
			segments = append(segments, follow(t, d, request+limited(t)).items...)
		}
		if !slices.Equal(segments, want) {
			t.Fatalf("segments %v\nwant     %v", segments, want)
		}
	})
}

func moreThanFour(it item.Item) bool { return item.Compare(it.Get("n"), item.Value(`{"N":"4"}`)) > 0 }

// sortTests are conditions on the sort key, as Query and as PartiQL have them, and what
// they mean.
var sortTests = []struct {
	native, partiQL string
	holds           func(sort float64) bool
}{
	{"", "", func(float64) bool { return true }},
	{" AND SK = :s", " AND SK = 1", func(s float64) bool { return s == 1 }},
	{" AND SK < :s", " AND SK < 1", func(s float64) bool { return s < 1 }},
	{" AND SK <= :s", " AND 1 >= SK", func(s float64) bool { return s <= 1 }},
	{" AND SK > :s", " AND SK > 1", func(s float64) bool { return s > 1 }},
	{" AND SK >= :s", " AND SK >= 1", func(s float64) bool { return s >= 1 }},
	{" AND SK BETWEEN :l AND :s", " AND SK BETWEEN -1.5 AND 1", func(s float64) bool { return s >= -1.5 && s <= 1 }},
}

// Query, in pages and backwards, and SELECT find the same items: those of the partition
// key for which the condition holds, in the order of the sort key.
func TestPagesOfQuery(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := crowded(t)
		test := rapid.SampledFrom(sortTests).Draw(t, "condition")
		want := whole(d, func(it item.Item) bool {
			sort, _ := strconv.ParseFloat(it.Get("SK").Text(), 64)
			return it.Get("PK").Text() == "a" && test.holds(sort)
		})
		values := `":p":{"S":"a"}`
		if strings.Contains(test.native, ":s") {
			values += `,":s":{"N":"1"}`
		}
		if strings.Contains(test.native, ":l") {
			values += `,":l":{"N":"-1.5"}`
		}
		request := `Query {"TableName":"Shop","ConsistentRead":true,"KeyConditionExpression":"PK = :p` + test.native +
			`","ExpressionAttributeValues":{` + values + `}`
		if got := follow(t, d, request+limited(t)); !slices.Equal(got.items, want) {
			t.Fatalf("pages %v\nwant  %v", got.items, want)
		}
		statement := `SELECT * FROM Shop WHERE PK = 'a'` + test.partiQL
		if got := followStatement(t, d, statement, limited(t)); !slices.Equal(got, want) {
			t.Fatalf("PartiQL %v\nwant    %v", got, want)
		}
		slices.Reverse(want)
		if got := follow(t, d, request+`,"ScanIndexForward":false`+limited(t)); !slices.Equal(got.items, want) {
			t.Fatalf("backwards %v\nwant      %v", got.items, want)
		}
		if got := followStatement(t, d, statement+` ORDER BY SK DESC`, limited(t)); !slices.Equal(got, want) {
			t.Fatalf("ORDER BY %v\nwant     %v", got, want)
		}
	})
}

// A SELECT finds what its WHERE holds for, whether it is done by keys or by a Scan, and
// in pages of any size.
func TestSelectIsItsFilter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := crowded(t)
		where := rapid.SampledFrom([]string{
			`PK IN ['a', 'b']`,
			`PK IN ['b', 'a'] AND SK IN [1, 2, -1]`,
			`PK = 'a' AND SK > 1 OR PK = 'a' AND SK < 0 OR PK = 'b'`,
			`PK = 'a' AND SK <> 1 OR PK = 'a' AND SK = 1 AND n > 2`,
			`PK = 'a' AND NOT SK = 1 AND n > 2`,
			`PK = 'a' AND (SK = 1 OR n = 3)`,
			`PK = 'a' OR n = 3`,
			`PK = 'a' AND SK = 1 AND n > 4`,
		}).Draw(t, "WHERE")
		keyed := followStatement(t, d, `SELECT * FROM Shop WHERE `+where, limited(t))
		scanned := followStatement(t, d, `SELECT * FROM Shop WHERE (`+where+`) AND (PK > '' OR n = -1)`, limited(t))
		every := followStatement(t, d, `SELECT * FROM Shop WHERE n = -1 OR (`+where+`)`, limited(t))
		slices.Sort(keyed)
		slices.Sort(scanned)
		slices.Sort(every)
		if !slices.Equal(keyed, every) || !slices.Equal(scanned, every) {
			t.Fatalf("%s\nby keys   %v\nand more  %v\nby a Scan %v", where, keyed, scanned, every)
		}
	})
}

func followStatement(t *rapid.T, d *Door, statement, limit string) (items []string) {
	token := ""
	for range 1000 {
		response := say(d, stated(statement, limit+token))
		items = append(items, readPage(t, response).items...)
		next := ""
		r := item.NewReader(response[4:])
		_ = r.Object(func(name string) (err error) { // readPage has read it already
			if name == "NextToken" {
				next, err = r.Raw()
				return err
			}
			return r.Skip()
		})
		if next == "" {
			return items
		}
		token = `,"NextToken":` + next
	}
	t.Fatal("the pages do not end")
	return nil
}
