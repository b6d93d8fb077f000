package item_test

import (
	"testing"

	"ringside/engine/item"
)

func TestAbsentValuesAndItems(t *testing.T) {
	var v item.Value
	if v.Type() != 0 || v.Type().String() != "" || v.Size() != 0 || v.Depth() != 0 || v.Text() != "" || v.Len() != 0 || v.Has(item.Null) {
		t.Error("an absent value has something")
	}
	var it item.Item
	if it.Len() != 0 || it.Size() != 0 || it.JSON() != "" || it.Get("a") != "" || it.With("a", "") != "" {
		t.Error("an absent item has something")
	}
	if got := it.With("a", item.Null); got.JSON() != `{"a":{"NULL":true}}` {
		t.Errorf("an absent item with an attribute: %q", got)
	}
	if empty := item.New(nil); empty == "" || empty.JSON() != "{}" || empty.Len() != 0 {
		t.Errorf("an empty item: %q", empty)
	}
}

// The blob is the one drawn in doc.go.
func TestLayout(t *testing.T) {
	it := item.New([]item.Attribute{{Name: "n", Value: `{"N":"7"}`}, {Name: "id", Value: `{"S":"a"}`}})
	want := `{"id":{"S":"a"},"n":{"N":"7"}}` + "\x01\x00\x10\x00" + "\x06\x00\x00\x00" + "\x02\x00\x00\x00" + "\x02"
	if string(it) != want {
		t.Errorf("%q, want %q", it, want)
	}
}

// A set that loses its last member is gone.
func TestThereIsNoEmptySet(t *testing.T) {
	if v := item.Set(item.NS, nil); v != "" {
		t.Errorf("%q", v)
	}
}

func TestSetMembersMatchByType(t *testing.T) {
	for _, test := range []struct {
		set, member item.Value
		want        bool
	}{
		{`{"NS":["1","2"]}`, `{"N":"2"}`, true},
		{`{"NS":["1","2"]}`, `{"S":"2"}`, false},
		{`{"BS":["AA=="]}`, `{"S":"AA=="}`, false},
		{`{"L":[{"S":"a"}]}`, `{"S":"a"}`, true},
		{`{"L":[{"S":"a"}]}`, `{"S":"b"}`, false},
		{`{"S":"abc"}`, `{"S":"b"}`, false},
		{`{"SS":["a"]}`, "", false},
	} {
		if got := test.set.Has(test.member); got != test.want {
			t.Errorf("%s has %s: %v", test.set, test.member, got)
		}
	}
}

// Type names come back as they are.
func TestTypesHaveNames(t *testing.T) {
	for typ := item.S; typ <= item.M; typ++ {
		if item.ParseType(typ.String()) != typ {
			t.Errorf("type %d is called %q", typ, typ)
		}
	}
	if item.ParseType("s") != 0 || item.ParseType("") != 0 {
		t.Error("a type without a name")
	}
}

// The hot paths allocate their result and nothing else.
func TestAllocations(t *testing.T) {
	song := read(t, songJSON)
	reader := item.NewReader("")
	nested := item.Map(song.Attributes())
	for name, test := range map[string]struct {
		want float64
		run  func()
	}{
		"Item":    {1, func() { reader.Reset(songJSON); _, _, _ = reader.Item() }},
		"Get":     {0, func() { song.Get("SongTitle") }},
		"key S":   {1, func() { item.EncodeKey(`{"S":"Acme Band"}`, `{"S":"Happy Day"}`) }},
		"key N":   {1, func() { item.EncodeKey(`{"N":"-1.5"}`, `{"N":"12"}`) }},
		"key B":   {1, func() { item.EncodeKey(`{"B":"AAEC"}`, `{"B":"/w=="}`) }},
		"hash B":  {0, func() { item.Hash(`{"B":"AAEC"}`) }},
		"size":    {0, func() { nested.Size() }},
		"field":   {0, func() { nested.Field("Year") }},
		"has":     {0, func() { song.Get("Tags").Has(`{"S":"rock"}`) }},
		"compare": {0, func() { item.Compare(`{"N":"-1.5"}`, `{"N":"12"}`) }},
		"number":  {0, func() { _, _ = item.Value(`{"N":"-1.5"}`).Number().Add(item.Number{}) }},
	} {
		if got := testing.AllocsPerRun(100, test.run); got > test.want {
			t.Errorf("%s: %v allocations, want %v", name, got, test.want)
		}
	}
}
