// Package engine is a hash table of B-trees: the storage side of DynamoDB as a
// deterministic state machine.
//
//	Database ─▶ Table ─▶ Ring ─▶ Partition ─▶ Replica ─▶ B-tree ─▶ items
//	                               │
//	                               └─ log ─┬▶ the followers, later, by events
//	                                       ├▶ global indexes, later, by events
//	                                       └▶ shards of the table's stream
//
// A request is (database, now, request number) → (database, answer, trace). Nothing in
// here reads a clock, a random source or a disk: time comes in as an argument, every
// random choice is a hash of the seed and the request number, and whatever happens
// later is an [Event] in the queue. The same seed and the same requests therefore give
// the same bytes, natively and in WebAssembly.
//
// The verbs are [Database.Write], [Database.Get] and [Database.Read], and for transactions
// [Database.Transact] and [Database.TransactGet]. Each leaves behind, in
// [Database.Trace], what it touched: the counts that DynamoDB reports and the
// picture that the page draws are read off the same steps.
//
// Where a [Scale] says so, requests are let in by token buckets, of tables, indexes and partitions;
// without tokens they are [Throttled].
//
// What is public about the real service's insides, and modelled here, is in
// "Amazon DynamoDB: A Scalable, Predictably Performant, and Fully Managed NoSQL Database
// Service", USENIX ATC 2022.
package engine
