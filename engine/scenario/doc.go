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
// Reading and playing touch no file, clock or network, so the same scenario plays in a
// test and in the page. All that is played goes through the front door, as requests of a
// session: a scenario can do nothing that the page can't.
package scenario
