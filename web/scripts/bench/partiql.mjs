// What PartiQL costs, in the engine's WebAssembly: over the native request when a statement is known, when it is new,
// when it is refused, when it is the first; and what it costs to have one explained.

import { engineTable } from "./contestants.mjs"
import { calling, median, milliseconds, rates } from "./measure.mjs"
import { getBody, keyOf, shuffled, tableName } from "./workload.mjs"

const microseconds = (rate) => 1e6 / rate

/** How many microseconds one's calls take longer than another's: the median over the rounds. */
const over = (ours, theirs) => median(ours.map((rate, i) => microseconds(rate) - microseconds(theirs[i])))

const stated = (Statement, more) => JSON.stringify({ Statement, ...more })

/** A known SELECT over a GetItem, and a known INSERT over a PutItem with its condition, in microseconds. */
export async function known(filled, open, asked) {
  const { table } = await filled(asked)
  const order = shuffled(asked)
  const select = `SELECT * FROM ${tableName} WHERE PK = ? AND SK = ?`
  const selects = Array.from(order, (i) =>
    stated(select, { ConsistentRead: true, Parameters: [keyOf(i).PK, keyOf(i).SK] }),
  )
  const gets = Array.from(order, getBody)
  const [selected, got] = await rates([
    calling((n) => table.call("ExecuteStatement", selects[n % asked])),
    calling((n) => table.get(gets[n % asked])),
  ])
  const [inserted, put] = await rates([inserting(await open()), putting(await open())])
  return { select: over(selected, got), insert: over(inserted, put), selected, got, inserted, put }
}

/** Calls that begin with one text and end with another, and have a number of their own between. */
function numbered(engine, operation, [before, after]) {
  const table = engineTable(engine)
  return calling((n) => table.call(operation, before + n + after))
}

function inserting(engine) {
  const Statement = `INSERT INTO ${tableName} VALUE {'PK': 'a', 'SK': ?, 'n': 1}`
  return numbered(engine, "ExecuteStatement", stated(Statement, { Parameters: [{ S: "@" }] }).split("@"))
}

function putting(engine) {
  const body = {
    TableName: tableName,
    Item: { PK: { S: "a" }, SK: { S: "@" }, n: { N: "1" } },
    ConditionExpression: "attribute_not_exists(PK)",
  }
  return numbered(engine, "PutItem", JSON.stringify(body).split("@"))
}

/** A new SELECT and a new INSERT of ten attributes, in microseconds. */
export async function unknown(open) {
  const more = Array.from({ length: 8 }, (_, i) => `'a${i}': 'value ${i}'`).join(", ")
  const [select, insert] = await rates([
    numbered(
      await open(),
      "ExecuteStatement",
      stated(`SELECT * FROM ${tableName} WHERE PK = 'a' AND SK = '@'`).split("@"),
    ),
    numbered(
      await open(),
      "ExecuteStatement",
      stated(`INSERT INTO ${tableName} VALUE {'PK': 'a', 'SK': '@', ${more}}`).split("@"),
    ),
  ])
  return { select: microseconds(median(select)), insert: microseconds(median(insert)) }
}

const longest = 8192
const deepest = 4000

/** Statements that are as long and as deep as they can't be, in milliseconds. */
export function refused(engine) {
  const table = engineTable(engine)
  const start = `SELECT * FROM ${tableName} WHERE `
  const long = stated(start + "x".repeat(longest + 1 - start.length))
  const deep = stated(`${start}${"(".repeat(deepest)}PK = 'a'${")".repeat(deepest)}`)
  return {
    long: milliseconds(() => table.refused("ExecuteStatement", long)),
    deep: milliseconds(() => table.refused("ExecuteStatement", deep)),
  }
}

/** The first statement that an engine runs, for which the grammar is built, in milliseconds. */
export async function first(open) {
  const once = async () => {
    const table = engineTable(await open())
    const body = stated(`SELECT * FROM ${tableName} WHERE PK = 'a'`)
    const began = performance.now()
    table.call("ExecuteStatement", body)
    return performance.now() - began
  }
  await once()
  const all = []
  for (let round = 0; round < 5; round++) all.push(await once())
  return median(all)
}

/** What Explain takes of a table's statement, in milliseconds: a Query's, and a Scan's, which has advice. */
export function explained(table) {
  const one = (Statement) => milliseconds(() => table.own("Explain", { Statement }))
  return {
    query: one(`SELECT * FROM ${tableName} WHERE PK = 'CUSTOMER#000007' AND SK > 'ORDER#0004'`),
    scan: one(`SELECT * FROM ${tableName} WHERE Total > 5000 AND Paid = true`),
  }
}
