// Command wasm is the engine as the page ships it: engine.wasm, one database in one WebAssembly instance.
//
// The worker of the page and the scripts under Node call three exports. None of them returns later than it answers,
// and there is nothing else: no callback, no timer, no goroutine.
//
//	reserve(bytes int32) (address int32)  the shared buffer holds that many bytes; 0: more than is allowed
//	call(bytes int32) (address int32)     handles the request in the buffer, whose length it is told
//	respond(bytes int32) (address int32)  the same for a whole HTTP request, protocol errors included
//
// A host writes a request at the address that reserve returned and reads the answer at the address that call or
// respond returned, before the next reserve. Either may grow the linear memory, which detaches the host's views of it.
// The options of the database, a JSON text, are the second word of the command line, after the program's name.
//
// All numbers are little-endian. Times are microseconds since the Unix epoch.
//
//	request of call                       answer of call
//	 0 i64 now                             0 i64 now, after the request
//	 8 u64 request number                  8 u64 request number, echoed
//	16 u64 client id                      16 u64 n of the record, 0: not recorded
//	24 u32 trace level                    24 u32 status
//	28 u32 length of the target           28 u32 CRC-32 (IEEE) of the body
//	32 u32 length of the body             32 u32 length of the body
//	36 target, body                       36 u32 length of the trace
//	                                      40 u32 length of the record
//	                                      44 u32 flags, 1: poisoned
//	                                      48 request id, 52 bytes, zeros after its end
//	                                     100 body, trace, record
//
//	request of respond                    answer of respond
//	 0 i64 now                             0 u32 status
//	 8 u32 length of the head              4 u32 flags, 1: poisoned
//	12 u32 length of the body              8 u32 length of the head
//	16 head, body                         12 u32 length of the body
//	                                      16 head, body
//
// The head of an HTTP request is its method and the values of operation.HeaderNames, that of a response the names and
// values of its headers by turns; "\n" stands between any two of them. Heads are bytes, as HTTP has them, and no UTF-8.
//
// The record is the request's frame for the session's log (package journal), empty when the log keeps none. The host
// puts the frames behind each other; of consecutive Advances, which share an n, it keeps the last. Two targets serve
// the log, a third tells of the memory, and none is recorded itself:
//
//	Ringside_20261101.Journal   no body; answers the bytes a log starts with. Asked first, it also makes the instance
//	                            keep the log, so that Restore {"N"} can go back to a record
//	Ringside_20261101.Memory    no body; collects garbage and answers {"Live"}, the bytes of the heap that are in use
//	Ringside_20261101.Replay    the body is the bytes of a log; answers {"Records","Last","Differs","Torn"}. A database
//	                            that was asked nothing yet reopens with the log's options, another one goes on: so a
//	                            long log can come in pieces, each beginning as a log does. It can be gone back in.
//
// Two more are about lessons (package scenario): Ringside_20261101.Lesson and Ringside_20261101.Grade.
//
// A panic of the engine is recovered and answered with status 500 and the flag poisoned. The database may then be half
// changed: it answers nothing any more, and the host makes a new instance.
//
// Goroutines that an export starts do not run after it returned, and time does not pass: the engine has neither.
package main
