// Package expression gives meaning to the trees of package parser: conditions hold or do not hold for an
// item, projections cut an item down, updates turn one item into the next.
//
//	text ──parser──▶ tree ──Compile…──▶ Condition, KeyCondition, Projection, Update ──▶ applied to items
//	                           ▲
//	                 Scope: #names, :values, ? parameters
//
// Compiling finds every fault that does not depend on an item, in the order in which DynamoDB reports
// them, and replaces names and values. What is left does no more than read and serves any number of items,
// one after another: it notes where things are in a long value that it looks into again and again. The paths
// of a projection or of an update are joined into one tree, which finds those that overlap, and lets an item
// be cut or changed in one walk over its text.
//
// Condition expressions and PartiQL's WHERE come from two grammars but compile to one tree of tests with
// one evaluator, so they cannot disagree; nor can update expressions and the actions of an UPDATE. The parameters that
// were there before expressions, Criterion and AttributeUpdate, compile to the same trees. Values are canonical text, so
// equality is string equality.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html
package expression
