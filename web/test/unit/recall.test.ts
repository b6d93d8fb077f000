import { expect, test } from "vitest"
import { Recall } from "../../src/recall.js"

test("a request hands in the last of what was handed out", () => {
  const said = new Recall()
  said.keep({ Shards: [{ ShardId: "a" }, { ShardId: "b", ParentShardId: "a" }], Limit: 1, Names: ["x"] })
  expect(said.recalled('{"ShardId": "$ShardId", "Parent": "$ParentShardId"}')).toBe('{"ShardId": "b", "Parent": "a"}')
  said.keep({ ShardId: 'c "quoted"' })
  expect(said.recalled('{"ShardId":"$ShardId"}')).toBe('{"ShardId":"c \\"quoted\\""}')
})

test("what nobody said stays as it is written", () => {
  const said = new Recall()
  for (const answer of [null, "$x", 1, [["y"]]]) said.keep(answer)
  for (const body of ['{"S": "$5"}', '{"S": "5$"}', '{"S": "$0"}', "{}"]) expect(said.recalled(body)).toBe(body)
})
