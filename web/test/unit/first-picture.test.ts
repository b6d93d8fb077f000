import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { Database } from "../../src/database.js"
import { print } from "../../src/draw/drawing.js"
import { firstPicture, type Golden, printedStyles, withPicture } from "../../src/first-picture.js"
import { Playground } from "../../src/playground.js"
import { sandboxOptions } from "../../src/sandbox.js"
import { finished } from "../../src/scene.js"
import { treeWanted } from "../../src/seen.js"
import type { Step, Trace } from "../../src/trace.js"
import { openEngine } from "../sdk/hosts.js"

// The picture that the build prints into the page is made of web/golden/first-picture.json. `make rewrite` writes it.

const file = "golden/first-picture.json"

// Any time does; always the same one, so that nothing changes when nothing has changed.
const now = 1_767_225_600_000_000

/** Opens the page's sandbox and runs its first statement, as the page does. */
async function firstAnswer(): Promise<Golden> {
  const engine = await openEngine(sandboxOptions)
  const database = new Database({
    send: async (target, body, how) => {
      const { status, body: said, trace, n } = engine.call({ target, body, now, ...how })
      return { status, body: said.slice(), trace: trace.slice(), n, now, requestId: "", crc32: 0 }
    },
  })
  const playground = new Playground(
    database,
    () => undefined,
    () => 0,
    () => now,
  )
  await playground.begin()
  await playground.explain()
  const { ask, table, answer, reading } = playground.state
  const { Requests: _, Advice: __, Differs: ___, ...told } = reading!.parts[0]!.Explanation!
  const { partition, replica } = treeWanted(finished(playground.state), undefined)!
  const name = table!.TableName
  return {
    statement: ask.text,
    explanation: told,
    table: table!,
    dots: await database.dots({ table: name, index: "" }),
    operation: answer!.operation,
    items: answer!.items,
    trace: compact(answer!.trace),
    wanted: { partition, replica },
    tree: await database.tree({ TableName: name, Partition: partition, Replica: replica, Limit: 400 }, now),
  }
}

/** A trace as the engine writes it, without the members that say nothing. */
function compact({ steps, now: _, index, elsewhere: __, ...trace }: Trace): object {
  const says = ([, value]: [string, unknown]) => value !== "" && value !== 0 && value !== -1
  const least = (step: Step) => ({
    ...Object.fromEntries(Object.entries(step).filter(says)),
    // Partition 0 and replica 0 are said.
    ...(step.partition === 0 && { partition: 0 }),
    ...(step.replica === 0 && { replica: 0 }),
  })
  return { ...trace, ...(index && { index }), steps: steps.map(least) }
}

const golden = () => JSON.parse(readFileSync(file, "utf8")) as Golden

describe("the first picture", () => {
  test("is what the engine answers today", async () => {
    await expect(`${JSON.stringify(await firstAnswer(), null, 1)}\n`).toMatchFileSnapshot(`../../${file}`)
  })

  test("stands in the page, drawn by the functions that the elements draw with", () => {
    const page = withPicture(readFileSync("index.html", "utf8"), golden())
    for (const [tag, drawings] of Object.entries(firstPicture(golden()))) {
      expect(page).toContain(`<${tag}><div class="first">${drawings.map(print).join("")}</div></${tag}>`)
    }
  })

  test("says in words what it shows", () => {
    const page = withPicture(readFileSync("index.html", "utf8"), golden())
    const text = page.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ")
    expect(text).toContain("WHERE PK = 'CUSTOMER#1003'")
    expect(text).toContain("Query · 1/8 partitions · read 6 → returned 6 · 0.5 units")
    expect(text).toContain("xxhash64('CUSTOMER#1003') = bc6e… lies in p5's range, so only p5 is asked.")
    // The security policy forbids it.
    expect(page).not.toMatch(/ style="/)
  })

  test("fails the build when the page has no place for it", () => {
    expect(() => withPicture("<hash-ring></hash-ring>", golden())).toThrow(
      "the page has no <query-editor></query-editor>",
    )
  })

  test("wears the styles of the elements, without what moves", () => {
    const css = `:host { display: block; } /* a { } */ :host([way="x"]) p { top: 0; }
      @media (prefers-reduced-motion: no-preference) { p { animation: a 1s; } @keyframes a { to { top: 0; } } } b { top: 1px; }`
    const printed = printedStyles("hash-ring", css).replaceAll(/\s+/g, " ")
    expect(printed).toBe('hash-ring > .first { & { display: block; } &:is([way="x"]) p { top: 0; } b { top: 1px; } } ')
  })
})
