import { describe, expect, test } from "vitest"
import { partiql } from "../../src/ask.js"
import { samples } from "../../src/data.js"
import { Database } from "../../src/database.js"
import { Playground, type State, suggestionIn } from "../../src/playground.js"
import type { Explanation, Part } from "../../src/script.js"
import type { Response } from "../../src/wire.js"

// A database of one table and eight partitions that answers as the engine does, without one.

interface Told {
  status?: number
  body: object
  trace?: object
}

type Body = Record<string, unknown> & { Statement: string; Text: string }

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
        if (body.Level === "items") return { body: { Items: [] } }
        return { body: body.Level === "dots" ? { Dots: "" } : table(String(body.TableName)) }
      case "Explain":
        return { body: { Parts: partsIn(body.Text, body.ConsistentRead === true) } }
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

/** Statements between semicolons, and "?", which nobody can read. */
function partsIn(text: string, strong: boolean): readonly Part[] {
  return [...text.matchAll(/[^;\s][^;]*/g)].map(({ 0: found, index: From }): Part => {
    const Statement = found.trimEnd()
    const place = { From, To: From + Statement.length }
    if (Statement === "?") return { ...place, Kind: "request", Error: { Type: "Unreadable", Message: "what?" } }
    const Body = JSON.stringify({ Statement, ...(strong && { ConsistentRead: true }) })
    const sent = { ...place, Kind: "statement", Target: "DynamoDB_20120810.ExecuteStatement", Body } as const
    const mistake = { Type: "ValidationException", Message: "not well formed", Line: 2, Column: 11, Mend: "write =" }
    return Statement.includes("==") ? { ...sent, Error: mistake } : { ...sent, Explanation: explained(Statement) }
  })
}

function explained(statement: string): Explanation {
  const Operation = /PK =|Artist =/.test(statement) ? "Query" : "Scan"
  const Requests = [{ Target: `DynamoDB_20120810.${Operation}`, Body: { TableName: tableOf(statement) } }]
  return { Operation, Why: "", TableName: tableOf(statement), Partitions: [], PartitionCount: 8, Requests }
}

const badly: Told = {
  status: 400,
  body: { __type: "com.amazon.coral.validate#ValidationException", message: "not well formed" },
}

function executed(statement: string, token: unknown): Told {
  if (statement.includes("==")) return badly
  const { Operation } = explained(statement)
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
    () => 7,
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
      mistake: { Type: "ValidationException", Message: "not well formed", Line: 2, Column: 11, Mend: "write =" },
      nth: 1,
      of: 1,
    })
    expect(playground.state.answer).toBeUndefined()
    expect(playground.state.running).toBe(false)
  })

  test("is quiet about an error in what is being written, and keeps the answer", async () => {
    const { playground } = await begun()
    playground.write("SELECT * FROM Shop WHERE PK ==")
    await playground.explain()
    expect(playground.state.problem).toBeUndefined()
    expect(playground.state.reading?.parts[0]?.Error?.Message).toBe("not well formed")
    expect(playground.state.answer?.operation).toBe("Query")
  })

  test("reads only the last of what is written while it reads", async () => {
    const { playground, engine } = await begun()
    await playground.explain()
    const read: string[] = []
    engine.spy = (operation, { Text }) => {
      if (operation === "Explain") read.push(Text)
    }
    const texts = ["SELECT 1", "SELECT 12", "SELECT 123"]
    await Promise.all(
      texts.map((text) => {
        playground.write(text)
        return playground.explain()
      }),
    )
    expect(read).toEqual(["SELECT 123"])
    expect(playground.state.reading?.ask.text).toBe("SELECT 123")
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

describe("several statements", () => {
  const query = `SELECT * FROM "Shop" WHERE PK = 1`
  const three = `${query};\nSELECT * FROM "Shop";\n${query}`

  test("are run one after the other, and each has its answer", async () => {
    const { playground, engine } = await begun()
    engine.asked.length = 0
    playground.write(three)
    const ran = await playground.run()
    expect(engine.asked.filter((operation) => operation === "ExecuteStatement")).toHaveLength(3)
    expect(ran.map(({ text }) => text)).toEqual(three.split(";\n"))
    const { answers, answer, problem } = playground.state
    expect(answers.map(({ operation, cost }) => [operation, cost.units])).toEqual([
      ["Query", 0.5],
      ["Scan", 4],
      ["Query", 0.5],
    ])
    expect(answer).toBe(answers[2])
    expect(problem).toBeUndefined()
    await playground.see(answers[1]!)
    expect(playground.state.answer?.operation).toBe("Scan")
    expect(playground.state.answers).toBe(answers)
  })

  test.each([
    [`${query};\nSELECT ==;\n${query}`, 2, "not well formed"],
    [`${query};\n?;\n${query}`, 1, "what?"],
  ])("end at the first that is refused: %s", async (text, sent, message) => {
    const { playground, engine } = await begun()
    engine.asked.length = 0
    playground.write(text)
    expect(await playground.run()).toHaveLength(sent)
    expect(engine.asked.filter((operation) => operation === "ExecuteStatement")).toHaveLength(sent)
    expect(playground.state).toMatchObject({
      answer: undefined,
      problem: { mistake: { Message: message }, nth: 2, of: 3 },
    })
    expect(playground.state.answers).toHaveLength(1)
  })

  test("can be run in part, with their places in the whole", async () => {
    const { playground } = await begun()
    playground.write(three)
    const from = three.indexOf("SELECT", 5)
    await playground.run({ from, to: three.indexOf(";", from) })
    expect(playground.state.answers.map(({ operation }) => operation)).toEqual(["Scan"])
    expect(playground.state.answer?.asked.from).toBe(from)
  })

  test("can be run alone where the cursor is, however fast it came there", async () => {
    const { playground } = await begun()
    playground.write(three)
    await playground.run({ at: three.indexOf("SELECT", 5) + 3 })
    expect(playground.state.answers.map(({ operation }) => operation)).toEqual(["Scan"])
  })

  test("say how far they are when it takes long, and stop when they are told to", async () => {
    const { playground, engine, states } = await begun()
    playground.write(Array.from({ length: 20 }, () => query).join(";\n"))
    let sent = 0
    engine.spy = (operation) => {
      if (operation === "ExecuteStatement" && ++sent === 8) playground.stop()
    }
    expect(await playground.run()).toHaveLength(8)
    expect(playground.state.answers).toHaveLength(8)
    expect(states.find(({ progress }) => progress)?.progress).toEqual({ done: 3, of: 20 })
    expect(playground.state).toMatchObject({ running: false, progress: undefined, problem: undefined })
  })

  test("are nothing to run when there are none", async () => {
    const { playground, engine } = await begun()
    engine.asked.length = 0
    playground.write("  ")
    expect(await playground.run()).toEqual([])
    expect(engine.asked).not.toContain("ExecuteStatement")
    expect(playground.state.problem?.mistake.Type).toBe("Nothing to run")
  })

  test("are handed in as requests when they are read strongly", async () => {
    const { playground } = await begun()
    await playground.beStrong(true)
    playground.write(query)
    expect(await playground.run()).toEqual([
      { text: `ExecuteStatement ${JSON.stringify({ Statement: query, ConsistentRead: true })}`, at: 0 },
    ])
  })
})

test("an advice takes the place of its part, and an index comes before it", async () => {
  const { playground } = await begun()
  playground.write("SELECT 1; SELECT 2")
  await playground.explain()
  const part = playground.state.reading!.parts[0]!
  const Request = { Target: "DynamoDB_20120810.UpdateTable", Body: { TableName: "Shop" } }
  await playground.advise({ part, advice: { Kind: "new-index", Text: "", Request } })
  expect(playground.state.ask.text).toBe('UpdateTable {\n  "TableName": "Shop"\n}\n\nSELECT 1; SELECT 2')
  await playground.advise({ part, advice: { Kind: "key", Text: "" } })
  playground.write("SELECT 1; SELECT 2")
  await playground.advise({ part, advice: { Kind: "index", Text: "", Statement: "SELECT 3" } })
  expect(playground.state.ask.text).toBe("SELECT 3; SELECT 2")
})

describe("the other language", () => {
  test("says the same, and goes back to the reader's own words", async () => {
    const { playground } = await begun()
    await playground.speak("request")
    expect(playground.state.ask).toEqual({ language: "request", text: `Query {\n  "TableName": "Shop"\n}` })
    expect(playground.state.translation).toMatchObject({ from: "partiql", over: false })
    await playground.speak("partiql")
    expect(playground.state.ask).toEqual(partiql(samples[0]!.byKey))
    expect(playground.state.translation).toBeUndefined()
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
