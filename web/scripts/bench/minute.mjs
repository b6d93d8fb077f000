// A minute of a workload: 10,000 requests a second of the database's own time, nine in ten of them for one key, with
// metrics, replicas and token buckets. The clock is advanced as a host does it, in slices.

import { createTable } from "./workload.mjs"

const decoder = new TextDecoder()
const slice = 5000

/** Returns how many seconds the minute takes, how many requests were made, retries included, and the longest slice. */
export function hotKeyMinute(engine) {
  const ask = (target, body) => {
    const answer = engine.call({ target, body: typeof body === "string" ? body : JSON.stringify(body), now: 0 })
    const text = decoder.decode(answer.body)
    if (answer.status !== 200) throw new Error(`${target}: ${text}`)
    return JSON.parse(text)
  }
  const own = (operation, body) => ask(`Ringside_20261101.${operation}`, body)
  const { TableDescription } = ask("DynamoDB_20120810.CreateTable", createTable)
  own("Workload", {
    Start: {
      Name: "minute",
      TableName: TableDescription.TableName,
      Keys: { Distribution: "HotKey", Count: 1000, Percent: 90 },
      Mix: { GetItem: 50, PutItem: 50 },
      Rate: 10_000,
      Seconds: 60,
      Clients: 200,
      Retry: { Policy: "jitter" },
    },
  })
  const began = performance.now()
  let requests = 0
  let longest = 0
  for (let more = true; more; ) {
    const at = performance.now()
    const done = own("Advance", { Until: 60_000_000, Limit: slice })
    longest = Math.max(longest, performance.now() - at)
    requests += done.Requests ?? 0
    more = done.More
  }
  const seconds = (performance.now() - began) / 1000
  const { Totals } = own("Workload", { Status: "minute" })
  if (Totals.Arrivals < 600_000) throw new Error(`only ${Totals.Arrivals} requests arrived`)
  return { seconds, requests, longest }
}
