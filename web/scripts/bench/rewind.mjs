// How long a session takes to go back by some of its requests, with a table of some size.

import { engineTable } from "./contestants.mjs"
import { median } from "./measure.mjs"
import { collectionItems, getBody, putBody, queryBody, shuffled } from "./workload.mjs"

const rounds = 9
const warmUp = 2
// So many requests stand between what one round undoes and the next: checkpoints are a different way off each time.
const kept = 137

/** The median in milliseconds. What is undone are Puts, Gets and Queries by turns. */
export function rewindMillis(engine, items, by) {
  engine.call({ target: "Ringside_20261101.Journal", body: "", now: 0 })
  const table = engineTable(engine)
  for (const i of shuffled(items)) table.put(putBody(i))
  const order = shuffled(items)
  const request = (n) => {
    const i = order[n % items]
    if (n % 3 === 0) table.put(putBody(i, n))
    else if (n % 3 === 1) table.get(getBody(i))
    else table.query(queryBody(i - (i % collectionItems)))
  }
  const round = () => {
    for (let n = 0; n < kept; n++) request(n)
    const { Requests: N } = table.own("Inspect", { Level: "database", Limit: 1 })
    for (let n = 0; n < by; n++) request(n)
    const began = performance.now()
    if (table.own("Restore", { N }).N !== N) throw new Error("the session did not go back")
    return performance.now() - began
  }
  return median(Array.from({ length: warmUp + rounds }, round).slice(warmUp))
}
