import { generate, loadSample, type Sample, samples, statementsFor } from "./data.js"
import { type Database, type Explanation, type Generator, type Page, Refusal } from "./database.js"
import { type Cost, costOf } from "./draw/cost.js"
import { readDots } from "./draw/dots.js"
import type { Table } from "./table.js"
import type { Step, Syntax, Trace } from "./trace.js"
import type { Item } from "./value.js"

/** The pages of a statement's answer that have been read so far. */
export interface Answer {
  readonly statement: string
  readonly operation: string
  readonly items: readonly Item[]
  readonly pages: number
  readonly nextToken: string | undefined
  readonly lastKey: Item | undefined
  /** The names of the table's key attributes. */
  readonly keys: readonly string[]
  /** How the last page came to be. */
  readonly trace: Trace
  /** The steps of all pages. */
  readonly steps: readonly Step[]
  readonly cost: Cost
}

/** What is wrong with a statement. A quiet one was found while it was written, a loud one when it was run. */
export interface Problem {
  readonly type: string
  readonly message: string
  readonly syntax: Syntax | undefined
  readonly statement: string
  readonly loud: boolean
}

/** How far a load is. */
export interface Loading {
  readonly loaded: number
  readonly total: number
  readonly perSecond: number
}

/** All that the page shows of the database. */
export interface State {
  readonly tables: readonly string[]
  readonly table: Table | undefined
  /** The top halves of the hashes of its items. */
  readonly dots: Uint32Array
  readonly statement: string
  readonly explanation: Explanation | undefined
  readonly problem: Problem | undefined
  readonly running: boolean
  readonly answer: Answer | undefined
  /** What a request of the other kind, by key or not, last cost on this table. */
  readonly otherCost: Cost | undefined
  readonly loading: Loading | undefined
  /** Why the last load did not come to its end, "" when it did. */
  readonly loadProblem: string
}

/** What the page does with the database, and what it has to show for it. Every change is told. */
export class Playground {
  state: State = {
    tables: [],
    table: undefined,
    dots: new Uint32Array(),
    statement: samples[0]!.byKey,
    explanation: undefined,
    problem: undefined,
    running: false,
    answer: undefined,
    otherCost: undefined,
    loading: undefined,
    loadProblem: "",
  }

  private begun: Promise<unknown> = Promise.resolve()
  private canceller = new AbortController()
  private readonly lastCosts = new Map<string, Cost>()

  /** `stopwatch` counts milliseconds; it tells how fast a load goes. */
  constructor(
    private readonly database: Database,
    private readonly tell: (state: State) => void,
    private readonly stopwatch: () => number,
  ) {}

  /** Loads the first sample and runs its statement, so that there is something true to see. Runs wait for it. */
  async begin(): Promise<void> {
    const untouched = this.state.statement
    this.begun = loadSample(this.database, samples[0]!).then(() => this.show(samples[0]!.table))
    await this.begun
    if (this.state.statement === untouched && !this.state.running) await this.run()
  }

  /** Looks at the database again, after its engine was rebuilt. */
  async again(): Promise<void> {
    const { table } = this.state
    await this.show(table?.TableName ?? "")
  }

  /** Takes a statement as it is written. */
  write(statement: string): void {
    this.become({ statement, problem: undefined })
  }

  /** Asks what the statement would become. */
  async explain(): Promise<void> {
    const { statement } = this.state
    await this.begun
    const told = await this.explained(statement)
    if (this.state.statement === statement && !this.state.problem?.loud) this.become(told)
  }

  private async explained(statement: string): Promise<Pick<State, "explanation" | "problem">> {
    if (statement.trim() === "") return { explanation: undefined, problem: undefined }
    try {
      return { explanation: await this.database.explain(statement), problem: undefined }
    } catch (cause) {
      return { explanation: undefined, problem: problemOf(cause, statement, false) }
    }
  }

  /** Runs the statement and shows its way. */
  async run(): Promise<void> {
    const { statement, running } = this.state
    if (running) return
    this.become({ running: true, problem: undefined })
    try {
      await this.begun
      const [explanation, page] = await Promise.all([this.explained(statement), this.database.run(statement)])
      await this.show(explanation.explanation?.TableName ?? "", wrote(page.trace))
      this.answer(statement, page)
      this.become(explanation)
    } catch (cause) {
      this.become({ problem: problemOf(cause, statement, true), answer: undefined, explanation: undefined })
    } finally {
      this.become({ running: false })
    }
  }

  private answer(statement: string, { items, nextToken, lastKey, trace }: Page): void {
    const { table } = this.state
    const { operation, steps } = trace
    const cost = costOf(operation, steps, table?.PartitionCount ?? 0)
    const keys = [table?.PartitionKey, table?.SortKey].flatMap((key) => (key ? [key.Name] : []))
    this.become({
      answer: { statement, operation, items, pages: 1, nextToken, lastKey, keys, trace, steps, cost },
      otherCost: this.lastCosts.get(`${table?.TableName} ${!wide(operation)}`),
    })
    this.keepCost(cost)
  }

  private keepCost(cost: Cost): void {
    this.lastCosts.set(`${this.state.table?.TableName} ${wide(cost.operation)}`, cost)
  }

  /** Reads the next page of the answer. */
  async nextPage(): Promise<void> {
    const { answer: before, running } = this.state
    if (!before?.nextToken || running) return
    this.become({ running: true })
    try {
      const page = await this.database.run(before.statement, before.nextToken)
      const { nextToken, lastKey, trace } = page
      const [items, steps] = [
        [...before.items, ...page.items],
        [...before.steps, ...trace.steps],
      ]
      const cost = costOf(before.operation, steps, before.cost.partitions)
      this.become({ answer: { ...before, items, pages: before.pages + 1, nextToken, lastKey, trace, steps, cost } })
      this.keepCost(cost)
    } catch (cause) {
      this.become({ problem: problemOf(cause, before.statement, true) })
    } finally {
      this.become({ running: false })
    }
  }

  /** Runs what is suggested next: after a read by key the same question without it, else the key again. */
  async runSuggestion(): Promise<void> {
    const { table, answer } = this.state
    if (!table) return
    const { byKey, withoutKey } = statementsFor(table.TableName)
    this.become({ statement: suggestsKey(answer) ? byKey : withoutKey })
    await this.run()
  }

  /** Goes back to the table's first statement and to a picture without a request in it. */
  async reset(): Promise<void> {
    this.become({ answer: undefined, problem: undefined, otherCost: undefined })
    this.lastCosts.clear()
    this.write(byKey(this.state.table))
    await this.explain()
  }

  /** Shows another table, with a statement of its own. */
  async choose(name: string): Promise<void> {
    this.become({ answer: undefined, problem: undefined, otherCost: undefined })
    await this.show(name)
    this.write(byKey(this.state.table))
    await this.explain()
  }

  /** Loads a sample data set and shows its table. */
  load(sample: Sample): Promise<boolean> {
    return this.loadedInto(sample.table, async () => {
      await loadSample(this.database, sample)
      return true
    })
  }

  /** Generates items into a table; the result says whether they are there, or the load was cancelled or refused. */
  generate(name: string, generator: Generator): Promise<boolean> {
    const began = this.stopwatch()
    this.canceller = new AbortController()
    this.become({ loading: { loaded: 0, total: generator.Items, perSecond: 0 } })
    return this.loadedInto(name, () =>
      generate(
        this.database,
        name,
        generator,
        ({ Loaded: loaded, Total: total }) => {
          const seconds = (this.stopwatch() - began) / 1000
          this.become({ loading: { loaded, total, perSecond: seconds > 0 ? loaded / seconds : 0 } })
        },
        this.canceller.signal,
      ),
    )
  }

  /** Drops the load that is under way. */
  cancel(): void {
    this.canceller.abort()
  }

  private async loadedInto(name: string, load: () => Promise<boolean>): Promise<boolean> {
    this.become({ loadProblem: "" })
    try {
      await this.begun
      const done = await load()
      if (done) await this.choose(name)
      return done
    } catch (cause) {
      this.become({ loadProblem: problemOf(cause, "", true).message })
      return false
    } finally {
      this.become({ loading: undefined })
    }
  }

  /** Shows a table as it is now; when there is none of that name, the first one. Dots of a table that is as it was stay. */
  private async show(wanted: string, changed = true): Promise<void> {
    const tables = await this.database.tableNames()
    const name = tables.includes(wanted) ? wanted : (tables[0] ?? "")
    if (name === "") return this.become({ tables, table: undefined, dots: new Uint32Array() })
    const same = !changed && this.state.table?.TableName === name
    const [table, dots] = await Promise.all([this.database.table(name), same ? this.state.dots : this.dots(name)])
    this.become({ tables, table, dots })
  }

  private async dots(name: string): Promise<Uint32Array> {
    return readDots(await this.database.dots(name))
  }

  private become(change: Partial<State>): void {
    this.state = { ...this.state, ...change }
    this.tell(this.state)
  }
}

const wrote = (trace: Trace): boolean => trace.steps.some(({ phase }) => phase === "write")

/** Whether the next thing to try is a read by key. */
export const suggestsKey = (answer: Answer | undefined): boolean => !answer || wide(answer.operation)

/** Whether an operation reads without a key. */
const wide = (operation: string): boolean => operation === "Scan"

const byKey = (table: Table | undefined): string => (table ? statementsFor(table.TableName).byKey : "")

function problemOf(cause: unknown, statement: string, loud: boolean): Problem {
  if (cause instanceof Refusal) {
    return { type: cause.type, message: cause.message, syntax: cause.trace.syntax, statement, loud }
  }
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause))
  return { type: name, message, syntax: undefined, statement, loud }
}
