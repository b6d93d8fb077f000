package journal

import "encoding/binary"

// Record is one request of a session, as it was when it was answered. A request is not
// recorded when it only looks and changes nothing.
type Record struct {
	// N numbers the records of a session from 1. Advances that follow each other share
	// one number; the last of them carries the others' effect.
	N uint64
	// Now is the clock the request was handled at, in microseconds since the Unix epoch.
	Now int64
	// Client is the id of the client that sent it, 0 when it has none.
	Client uint64
	// Target and Body are the request: DynamoDB's X-Amz-Target value and a JSON text.
	Target, Body string
	// Checksum is the CRC-32 (IEEE) of the response body, 0 when it is not compared.
	Checksum uint32
}

// recordHead is the size in bytes of a record's numbers, which stand before its texts.
const recordHead = 8 + 8 + 8 + 4 + 4

// appendTo appends the payload of the record's frame.
func (r Record) appendTo(dst []byte) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, r.N)
	dst = binary.LittleEndian.AppendUint64(dst, uint64(r.Now))
	dst = binary.LittleEndian.AppendUint64(dst, r.Client)
	dst = binary.LittleEndian.AppendUint32(dst, r.Checksum)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(r.Target)))
	dst = append(dst, r.Target...)
	return append(dst, r.Body...)
}

// targetLength reads how many bytes of the payload are the target, and whether the
// payload can hold them.
func targetLength(payload []byte) (length int, ok bool) {
	if len(payload) < recordHead {
		return 0, false
	}
	n := binary.LittleEndian.Uint32(payload[28:])
	return int(n), uint64(n) <= uint64(len(payload)-recordHead)
}

// parseRecord reads a payload that targetLength found in order.
func parseRecord(payload []byte) Record {
	length, _ := targetLength(payload)
	texts := string(payload[recordHead:])
	return Record{
		N:        recordNumber(payload),
		Now:      int64(binary.LittleEndian.Uint64(payload[8:])),
		Client:   binary.LittleEndian.Uint64(payload[16:]),
		Checksum: binary.LittleEndian.Uint32(payload[24:]),
		Target:   texts[:length],
		Body:     texts[length:],
	}
}

func recordNumber(payload []byte) uint64 { return binary.LittleEndian.Uint64(payload) }
