import { describe, expect, test } from "vitest"
import { partiql } from "../../src/ask.js"
import { samples } from "../../src/data.js"
import { Database } from "../../src/database.js"
import { Playground, type State, suggestionIn } from "../../src/playground.js"
import type { Response } from "../../src/wire.js"

// A database of one table and eight partitions that answers as the engine does, without one.

interface Told {
  status?: number
  body: object
  trace?: object
}

type Body = Record<string, unknown> & { Statement: string }

const encoder = new TextEncoder()

class FakeEngine {
  readonly asked: string[] = []
  readonly tables = new Set<string>()
  loaded = 0
  /** Called at every request, with its operation. */
  spy: (operation: string, body: Body) => void = () => undefined

  async send(target: string, text: string | Uint8Array): Promise<Response> {
    const operation = target.slice(target.indexOf(".") + 1)
    const body = JSON.parse(String(text)) as Body
    this.asked.push(operation)
    this.spy(operation, body)
    const { status = 200, body: answer, trace = {} } = this.answer(operation, body)
    const bytes = (what: object) => encoder.encode(JSON.stringify(what))
    return { status, body: bytes(answer), trace: bytes(trace), now: 0, n: 1, requestId: "", crc32: 0 }
  }

  private answer(operation: string, body: Body): Told {
    switch (operation) {
      case "ListTables":
        return { body: { TableNames: [...this.tables].sort() } }
      case "CreateTable":
        this.tables.add(String(body.TableName))
        return { body: {} }
      case "DeleteTable":
        this.tables.delete(String(body.TableName))
        return { body: {} }
      case "Load":
        return { body: this.load(body) }
      case "Inspect":
        return { body: body.Level === "dots" ? { Dots: "" } : table(String(body.TableName)) }
      case "Explain":
        return explained(body.Statement)
      case "ExecuteStatement":
        return executed(body.Statement, body.NextToken)
    }
    throw new Error(`nobody asks for ${operation}`)
  }

  private load(body: Body): object {
    if (body.Cancel) this.loaded = 0
    else this.loaded += 10_000
    return { Stage: "load-1", Loaded: this.loaded, Total: 50_000, Done: body.Chunks === 1 || this.loaded === 50_000 }
  }
}

function table(name: string): object {
  const Partitions = Array.from({ length: 8 }, (_, Id) => ({
    Id,
    First: `${(Id * 2).toString(16)}000`,
    Last: "",
    Replicas: [],
  }))
  return { TableName: name, PartitionKey: { Name: "PK", Type: "S" }, PartitionCount: 8, Partitions }
}

const tableOf = (statement: string) => /FROM "(\w+)"/.exec(statement)?.[1] ?? ""

function explained(statement: string): Told {
  if (statement.includes("==")) return badly
  const Operation = /PK =|Artist =/.test(statement) ? "Query" : "Scan"
  return { body: { Operation, Why: "", TableName: tableOf(statement), Partitions: [], PartitionCount: 8 } }
}

const badly: Told = {
  status: 400,
  body: { __type: "com.amazon.coral.validate#ValidationException", message: "not well formed" },
  trace: {
    steps: [],
    syntax: { member: "Statement", line: 2, column: 11, length: 1, offset: 30, expected: "a value" },
  },
}

function executed(statement: string, token: unknown): Told {
  const told = explained(statement)
  if (told.status) return told
  const { Operation } = told.body as { Operation: string }
  const steps =
    Operation === "Query"
      ? [
          { phase: "read", partition: 5, examined: 6, returned: 6 },
          { phase: "cost", units: 0.5 },
        ]
      : [
          { phase: "read", partition: 0, examined: 60, returned: 6 },
          { phase: "cost", units: 4 },
        ]
  const more = statement.includes("pages") && !token ? { NextToken: "t", LastEvaluatedKey: { PK: { S: "k" } } } : {}
  return { body: { Items: [{ PK: { S: "a" } }], ...more }, trace: { operation: Operation, steps } }
}

function start() {
  const engine = new FakeEngine()
  const states: State[] = []
  let millis = 0
  const playground = new Playground(
    new Database(engine),
    (state) => states.push(state),
    () => (millis += 100),
  )
  return { engine, states, playground }
}

async function begun() {
  const all = start()
  await all.playground.begin()
  return all
}

describe("the playground", () => {
  test("begins with the shop and its statement's answer", async () => {
    const { playground, engine } = await begun()
    expect(playground.state).toMatchObject({ tables: ["Shop"], table: { TableName: "Shop" }, running: false })
    expect(playground.state.answer).toMatchObject({
      operation: "Query",
      keys: ["PK"],
      pages: 1,
      cost: { units: 0.5, asked: [5] },
    })
    expect(engine.asked.filter((operation) => operation === "ExecuteStatement")).toHaveLength(1)
  })

  test("keeps a run that was asked for while it begins, and does not add its own", async () => {
    const { playground, engine } = start()
    const beginning = playground.begin()
    const running = playground.run()
    expect(playground.state.running).toBe(true)
    await Promise.all([beginning, running])
    expect(engine.asked.filter((operation) => operation === "ExecuteStatement")).toHaveLength(1)
    expect(playground.state.answer?.operation).toBe("Query")
  })

  test("compares a scan with the read by key before it, and the other way round", async () => {
    const { playground } = await begun()
    await playground.runSuggestion()
    expect(playground.state.ask).toEqual(partiql(samples[0]!.withoutKey))
    expect([playground.state.answer?.cost.units, playground.state.otherCost?.units]).toEqual([4, 0.5])
    await playground.runSuggestion()
    expect(playground.state.ask).toEqual(partiql(samples[0]!.byKey))
    expect([playground.state.answer?.cost.units, playground.state.otherCost?.units]).toEqual([0.5, 4])
  })

  test("offers the other of the table's two statements only after one of them", async () => {
    const { playground } = await begun()
    expect(suggestionIn(playground.state)).toMatchObject({ label: "Now try it without the key →", aside: false })
    await playground.runSuggestion()
    expect(suggestionIn(playground.state)).toMatchObject({ label: "Back to the key →", aside: false })
    playground.write(`${samples[0]!.byKey} -- mine`)
    await playground.run()
    expect(suggestionIn(playground.state)).toMatchObject({ aside: true })
  })

  test("offers something after a reset, before anything has run", async () => {
    const { playground } = await begun()
    await playground.reset()
    expect(playground.state).toMatchObject({ answer: undefined, back: true })
    expect(suggestionIn(playground.state)).toMatchObject({ label: "Now try it without the key →", aside: false })
    await playground.run()
    expect(playground.state.back).toBe(false)
  })

  test("is loud about an error in what was run, and shows no answer beside it", async () => {
    const { playground } = await begun()
    playground.write("SELECT * FROM Shop\nWHERE PK == 1")
    await playground.run()
    expect(playground.state.problem).toMatchObject({
      type: "ValidationException",
      message: "not well formed",
      syntax: { line: 2, column: 11 },
      loud: true,
    })
    expect(playground.state.answer).toBeUndefined()
    expect(playground.state.running).toBe(false)
  })

  test("is quiet about an error in what is being written, and keeps the answer", async () => {
    const { playground } = await begun()
    playground.write("SELECT * FROM Shop WHERE PK ==")
    await playground.explain()
    expect(playground.state.problem?.loud).toBe(false)
    expect(playground.state.answer?.operation).toBe("Query")
  })

  test("forgets what was explained when the writer has gone on", async () => {
    const { playground } = await begun()
    playground.write("SELECT * FROM Shop WHERE PK ==")
    const explaining = playground.explain()
    playground.write(samples[0]!.withoutKey)
    await explaining
    expect(playground.state.problem).toBeUndefined()
  })

  test("joins the pages of an answer, and adds up their cost", async () => {
    const { playground } = await begun()
    playground.write('SELECT * FROM "Shop" -- pages')
    await playground.run()
    expect(playground.state.answer).toMatchObject({
      pages: 1,
      next: { NextToken: "t" },
      body: { LastEvaluatedKey: { PK: { S: "k" } } },
    })
    await playground.nextPage()
    expect(playground.state.answer).toMatchObject({ pages: 2, next: undefined, cost: { units: 8, examined: 120 } })
    expect(playground.state.answer?.items).toHaveLength(2)
  })

  test("a look that is under way does not turn back to the table before", async () => {
    const { playground } = await begun()
    await playground.load(samples[1]!)
    const choosing = playground.choose("Shop")
    const looking = playground.look()
    await Promise.all([choosing, looking])
    expect(playground.state.table?.TableName).toBe("Shop")
  })

  test("chooses another table with a statement of its own", async () => {
    const { playground } = await begun()
    expect(await playground.load(samples[1]!)).toBe(true)
    expect(playground.state).toMatchObject({
      tables: ["Music", "Shop"],
      ask: partiql(samples[1]!.byKey),
      answer: undefined,
    })
    await playground.choose("Shop")
    expect(playground.state).toMatchObject({ table: { TableName: "Shop" }, ask: partiql(samples[0]!.byKey) })
  })
})

test("it looks back at what had been answered after a record, if it was asked here", async () => {
  const { playground } = await begun()
  const { answer } = playground.state
  expect(answer).toBeDefined()
  await playground.lookBack(7)
  expect(playground.state).toMatchObject({ answer: undefined, otherCost: undefined, table: { TableName: "Shop" } })
  await playground.lookBack(1)
  expect(playground.state.answer).toBe(answer)
})

const generator = { Items: 50_000, Distribution: "zipf", Collections: 10, Seed: 1 } as const

describe("a load", () => {
  test("tells how far it is, slice by slice, and how fast", async () => {
    const { playground, states } = await begun()
    expect(await playground.generate("Made", generator)).toBe(true)
    const told = states.flatMap(({ loading }) => (loading ? [loading.loaded] : []))
    expect([...new Set(told)]).toEqual([0, 20_000, 30_000, 40_000, 50_000])
    expect(states.some(({ loading }) => loading && loading.perSecond > 0)).toBe(true)
    expect(playground.state).toMatchObject({ loading: undefined, table: { TableName: "Made" } })
  })

  test("that is cancelled leaves nothing, not even the table made for it", async () => {
    const { playground, engine } = await begun()
    engine.spy = (operation, body) => {
      if (operation === "Load" && body.Stage) playground.cancel()
    }
    expect(await playground.generate("Made", generator)).toBe(false)
    expect([...engine.tables]).toEqual(["Shop"])
    expect(playground.state).toMatchObject({ loading: undefined, loadProblem: "", table: { TableName: "Shop" } })
  })

  test("that is cancelled leaves a table that was there", async () => {
    const { playground, engine } = await begun()
    engine.spy = (operation) => {
      if (operation === "Load") playground.cancel()
    }
    expect(await playground.generate("Shop", generator)).toBe(false)
    expect([...engine.tables]).toEqual(["Shop"])
  })

  test("that fails says why", async () => {
    const { playground, engine } = await begun()
    engine.spy = (operation) => {
      if (operation === "Load") throw new Error("no more memory")
    }
    expect(await playground.generate("Made", generator)).toBe(false)
    expect(playground.state.loadProblem).toBe("no more memory")
    expect([...engine.tables]).toEqual(["Shop"])
  })
})
