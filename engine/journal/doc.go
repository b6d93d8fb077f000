// Package journal frames the requests of a session as bytes, and plays them again.
//
// A database here is a deterministic state machine, so the list of its requests is the
// whole session: the same bytes are what survives a reload, what a share link carries,
// what a bug report attaches and what a teacher grades. The package only turns records
// into bytes and back, and a History finds back to any of them. It touches no file; the
// host writes the bytes where it wants.
//
//	log     = head frame(options) frame(record)*
//	head    = "RINGLOG" version                        8 bytes
//	frame   = length checksum payload                  4 + 4 + length bytes
//	record  = N Now Client Checksum targetLength       8 + 8 + 8 + 4 + 4 bytes
//	          target body                              body: the rest of the payload
//
// All numbers are little-endian. A frame's checksum (CRC-32C) covers its length and its
// payload. A crash can cut the last frame short, so a frame that is incomplete or does
// not match its checksum ends the log: what stands before it is the session.
package journal
