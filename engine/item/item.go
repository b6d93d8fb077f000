// Package item holds attribute values, items and keys.
package item

import "iter"

type Type uint8

const (
	S Type = iota + 1
	N
	B
	BOOL
	NULL
	SS
	NS
	BS
	L
	M
)

func (t Type) String() string { return "" }

type Value string

const Null Value = `{"NULL":true}`

func (v Value) Type() Type                       { return 0 }
func (v Value) Text() string                     { return "" }
func (v Value) Bytes() []byte                    { return nil }
func (v Value) Bool() bool                       { return false }
func (v Value) Number() Number                   { return Number{} }
func (v Value) Len() int                         { return 0 }
func (v Value) Elements() iter.Seq[Value]        { return func(func(Value) bool) {} }
func (v Value) Fields() iter.Seq2[string, Value] { return func(func(string, Value) bool) {} }
func (v Value) Field(name string) Value          { return "" }
func (v Value) Index(i int) Value                { return "" }
func (v Value) Size() int                        { return 0 }
func (v Value) Depth() int                       { return 0 }
func Compare(a, b Value) int                     { return 0 }
func String(s string) Value                      { return "" }
func Bool(b bool) Value                          { return "" }
func Binary(b []byte) Value                      { return "" }
func FromNumber(n Number) Value                  { return "" }
func List(vs []Value) Value                      { return "" }
func Map(fs []Attribute) Value                   { return "" }
func Set(t Type, members []Value) Value          { return "" }

type Attribute struct {
	Name  string
	Value Value
}
type Item string

func New(attributes []Attribute) Item          { return "" }
func (it Item) JSON() string                   { return "" }
func (it Item) Size() int                      { return 0 }
func (it Item) Len() int                       { return 0 }
func (it Item) At(i int) Attribute             { return Attribute{} }
func (it Item) Get(name string) Value          { return "" }
func (it Item) Attributes() []Attribute        { return nil }
func (it Item) With(name string, v Value) Item { return "" }

type Number struct{ negative bool }

func ParseNumber(text string) (Number, *Fault) { return Number{}, nil }
func (n Number) String() string                { return "" }
func (n Number) Compare(m Number) int          { return 0 }
func (n Number) Add(m Number) (Number, *Fault) { return n, nil }
func (n Number) Sub(m Number) (Number, *Fault) { return n, nil }
func (n Number) AppendKey(dst []byte) []byte   { return dst }

type Key string

func Hash(partition Value) uint64          { return 0 }
func EncodeKey(partition, sort Value) Key  { return "" }
func CollectionPrefix(partition Value) Key { return "" }
func SortPrefix(partition, sort Value) Key { return "" }
func HashKey(hash uint64) Key              { return "" }
func (k Key) Hash() uint64                 { return 0 }
func (k Key) Successor() Key               { return "" }
func (k Key) PrefixEnd() Key               { return "" }

type FaultKind uint8

const (
	FaultEmpty FaultKind = iota + 1
	FaultManyTypes
	FaultNull
	FaultEmptySet
	FaultDuplicates
	FaultNumber
	FaultPrecision
	FaultOverflow
	FaultUnderflow
	FaultNesting
	FaultEmptyName
	FaultLongName
)

type Fault struct {
	Kind    FaultKind
	Type    Type
	Text    string
	Members []string
}

func (f *Fault) Error() string { return "" }
func (f *Fault) Older() string { return "" }

type TypeError struct{ Message string }

func (e *TypeError) Error() string { return e.Message }

type syntaxError struct{}

func (syntaxError) Error() string { return "not JSON" }

var ErrSyntax error = syntaxError{}

type Reader struct{ text string }

func NewReader(text string) *Reader                                       { return &Reader{text} }
func (r *Reader) Object(member func(name string) error) error             { return nil }
func (r *Reader) Structure(shape string, member func(string) error) error { return nil }
func (r *Reader) Map(class string, member func(string) error) error       { return nil }
func (r *Reader) Array(element func(i int) error) error                   { return nil }
func (r *Reader) String() (string, error)                                 { return "", nil }
func (r *Reader) Bool() (bool, error)                                     { return false, nil }
func (r *Reader) Int() (int64, error)                                     { return 0, nil }
func (r *Reader) Long() (int64, error)                                    { return 0, nil }
func (r *Reader) Skip() error                                             { return nil }
func (r *Reader) Raw() (string, error)                                    { return "", nil }
func (r *Reader) End() error                                              { return nil }
func (r *Reader) Value() (Value, *Fault, error)                           { return "", nil, nil }
func (r *Reader) Item() (Item, *Fault, error)                             { return "", nil, nil }

func AppendQuoted(dst []byte, s string) []byte { return dst }
