// Package scenario is the language of tests and lessons: text that says what happens to a
// database, and what it answers.
//
//	# A follower answers with what it has seen so far.        a comment
//
//	engine partitions=4 lag=20ms                              a step is one or more
//	table Shop pk:S                                           directions in a paragraph,
//
//	PutItem {"TableName": "Shop", "Item": {"pk": {"S": "a"}}}
//	advance 20ms
//	----                                                      and what they answered
//	200 {}
//	+20ms replicate Shop p0 → r1
//
// A direction is one of three:
//
//   - an operation's name and the JSON of its request, which may go over several lines:
//     DynamoDB's operations, and ours, such as Locate or Explain;
//   - the word partiql, and on the next lines, up to a blank one, a PartiQL statement;
//   - a stage direction: a word in lower case and its arguments, listed in verbs.go.
//
// What happens in many requests at once has directions of its own:
//
//	workload minute Shop keys=HotKey:1000:90 mix=GetItem:50,PutItem:50 rate=10000 for=60s clients=200 retry=jitter
//	pass 10s                                      advance, but events are only counted
//	workload minute                               how far it has come, and what became of its requests
//	series minute Retries tenth 30                one of its metrics, in the last tenths of a second
//	cancel minute
//	metrics Shop second 5                         what was counted in the last seconds, and what is hot
//	Alarm {"Put": {"Name": "hot", …}}             watches a metric
//	alarm hot                                     what it says, and since when
//
// Faults are stage directions, too:
//
//	stop replica Shop p0 r1                 or start; stop leader Shop p0
//	stop zone b                             or start: everything in it
//	delay replication Shop p0 by=1s         or propagation; without p0 of every partition
//	hold propagation Shop index=ByDate      until release propagation Shop
//	fail 3 Shop p0                          the next three reads or writes, or throttle 3 Shop
//	jump 1h                                 the clock, forward
//	mend                                    whatever is wrong
//
// All but propagation, which is delayed in the table's logs, takes index=ByDate for the partitions
// of a global index.
//
// Reading and playing touch no file, clock or network, so the same scenario plays in a
// test and in the page. All that is played goes through the front door, as requests of a
// session: a scenario can do nothing that the page can't.
//
// # Lessons
//
// A lesson is Markdown that any reader shows; its fences carry what is run, checked and
// said.
//
//	---
//	ringside: 1
//	title: Why was my query a scan?
//	lang: en                                      level, minutes, requires, pass: for lists
//	data: ./data/shop.json                        see dataset.go
//	engine: seed=42 partitions=8 degree=4         the words of the engine direction, and mode=on-demand
//	view: editor ring partition tree cost         what the page shows
//	---
//	Text before the first ## is the introduction.
//
//	## Find one customer's orders {#find points=2 fresh clock=paused}
//
//	Prose, with figures: {{units of find.solution}}, {{items_read of find.start}}.
//
// A step begins where the one before ended, or with fresh as the data set was loaded. With
// clock=paused or clock=slow the page's clock stands there or runs slowly, so that a learner
// can be quicker than an index; with clock=fast it runs ten times as fast, for workloads. What
// is run is graded as of the moment at which it was run; a solution is run at once. A workload
// that is begun last is graded as it ends, if nothing else is asked: nothing is left to chance,
// so that is known at its beginning. The next step begins when it is over. Where a request says "$StreamArn", it gets what an earlier answer
// of a stream's operation had under that name: the last one, be it of a step before, of the
// setup or of the learner's own. In the same way "$NextToken" is where the last statement's next page begins.
//
// The fences, by the words behind the ```:
//
//	partiql, request          an example: statements, or requests; shown
//	  … start, … solution     what the editor begins with; what is right, one after the other
//	expect                    below an example: what it answers, or the error that refuses it
//	setup hidden, stage       directions before the step, hidden or shown
//	check                     what has to hold, one a line
//	answer number             a question, in place of checks; or answer text, answer choice
//	hint, hint after=2        shown after so many attempts
//	show ring tree            what the page shows in this step
//	text, json, go, …         code that is only shown
//
// What is run is read as what stands in the page's editor, see [operation.ReadScript]: statements with semicolons or
// blank lines between, requests with plain values, comments and names without quotes, and commands of AWS's command
// line. The directions before a step may be written so, too; those of a scenario are sent as they are.
//
// A check is a measure, a comparison and a value, and after a colon between blanks the
// reason that a learner is given:
//
//	operation = Query  : Put the partition key in WHERE with `=`.
//	units <= 1         or units <= solution: partitions_read, items_read, items_returned,
//	                   read_ratio, throttled, pages
//	retries = 0        of a workload, whose throttled and units count, too: succeeded, gave_up;
//	                   throttled_after, the whole seconds until the first is throttled
//	partitions >= 2    of a workload: how many its table has in the end
//	balance >= 0.8     of a workload: 1 when its table's partitions were asked for the same,
//	                   1/n when only one of n was
//	index = ByDate     error = ConditionalCheckFailedException, or none
//	stale = true       a replica answered that is behind, or an index that has yet to hear
//	                   of a write to what was asked for
//	rows = solution    or rows = solution any order: items, or the records of a stream
//	order = Year descending
//	table = solution   or table Shop = solution: its items, key, indexes and Time to Live
//	item {"PK": {"S": "a"}} = solution            or none, or an item; has {…}: these attributes
//	not operation = Scan
//	any … end          around checks of which one has to hold
//	variants 3         the same on three changed data sets, see variant.go
//
// An answer fence has lines of
//
//	accept {{items_read of find.solution}}
//	near 6 : That is the number *returned*.       of a choice, all answers in their order
//	else : Count what was read.
package scenario
