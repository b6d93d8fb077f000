package operation

import (
	"encoding/base64"
	"encoding/binary"
	"strings"

	"ringside/engine"
	"ringside/engine/item"
)

// A shardIterator is a place in a shard, for a quarter of an hour. As text it is the stream's ARN, a
// version, and base64 of the rest behind a hash that tells it from garbage:
//
//	arn:aws:dynamodb:…/stream/… | 1 | check (8) │ shard (uvarint) │ place (uvarint) │ taken (uvarint)
type shardIterator struct {
	arn   string
	shard int64       // the number of the shard's ID
	place uint64      // in the shard, 0 for the oldest record that there is when it is used
	taken engine.Time // when it was handed out
}

const (
	iteratorVersion = "|1|"
	iteratorLife    = 15 * engine.Minute
	maxIterator     = 2048
)

func (it shardIterator) text() string {
	b := make([]byte, tokenCheck, 4*tokenCheck)
	b = binary.AppendUvarint(b, uint64(it.shard))
	b = binary.AppendUvarint(b, it.place)
	b = binary.AppendUvarint(b, uint64(it.taken))
	binary.BigEndian.PutUint64(b, iteratorCheck(it.arn, b[tokenCheck:]))
	return it.arn + iteratorVersion + base64.StdEncoding.EncodeToString(b)
}

func iteratorCheck(arn string, rest []byte) uint64 {
	return item.Hash(item.Binary(append([]byte(arn), rest...)))
}

// parseIterator reads what text wrote, and nothing else.
func parseIterator(text string) (it shardIterator, err error) {
	arn, rest, cut := strings.Cut(text, iteratorVersion)
	b, malformed := base64.StdEncoding.DecodeString(rest)
	if !cut || malformed != nil || len(b) < tokenCheck || binary.BigEndian.Uint64(b) != iteratorCheck(arn, b[tokenCheck:]) {
		return it, invalid(messageIterator)
	}
	var numbers [3]uint64
	b = b[tokenCheck:]
	for i := range numbers {
		n, size := binary.Uvarint(b)
		if size <= 0 {
			return it, invalid(messageIterator)
		}
		numbers[i], b = n, b[size:]
	}
	return shardIterator{arn, int64(numbers[0]), numbers[1], engine.Time(numbers[2])}, nil
}
