import { type Answer, type Asked, answerOf, mistakeOf, type Problem, withPage } from "./answer.js"
import { type Ask, type Language, partiql, sameAsk } from "./ask.js"
import { generate, loadSample, type Sample, samples, statementsFor } from "./data.js"
import { type Database, type FaultInput, type Generator, nameOf, type Place, type SplitInput } from "./database.js"
import type { Cost } from "./draw/cost.js"
import { type Example, exampleOf, keyIn } from "./example.js"
import { Pair } from "./pair.js"
import { type Plot, Plots } from "./plots.js"
import { type Ran, Run, type Runner } from "./run.js"
import { onlyRange, type Part, partAt, type Some, tableIn } from "./script.js"
import { type Ring, ringsOf, type Table } from "./table.js"
import { ringIn } from "./trace.js"
import { type Advised, advised, type Translation } from "./translation.js"
import type { Micros } from "./wire.js"

/** How far a load is. */
export interface Loading {
  readonly loaded: number
  readonly total: number
  readonly perSecond: number
}

/** What the engine read in a text. */
export interface Reading {
  readonly ask: Ask
  readonly parts: readonly Part[]
}

/** How far the run of several parts is. */
export interface Progress {
  readonly done: number
  readonly of: number
}

/** All that the page shows of the database. */
export interface State {
  readonly tables: readonly string[]
  readonly table: Table | undefined
  /** The ring that is shown: the table's, or that of one of its global indexes. */
  readonly ring: Ring | undefined
  /** The top halves of the hashes of the items on it. */
  readonly dots: Uint32Array
  /** All rings of the table, each with some of its dots. */
  readonly plots: readonly Plot[]
  readonly ask: Ask
  /** Whether reads are strongly consistent, where a request does not say. */
  readonly strong: boolean
  /** The last reading of what is asked; the writer may have gone on since. */
  readonly reading: Reading | undefined
  /** What the text in the editor was translated from, until it is changed. */
  readonly translation: Translation | undefined
  /** Why the last run ended early. */
  readonly problem: Problem | undefined
  readonly running: boolean
  /** Of a run that takes a while. */
  readonly progress: Progress | undefined
  /** All answers of the last run. */
  readonly answers: readonly Answer[]
  /** The one that is shown. */
  readonly answer: Answer | undefined
  /** Whether the reader went back to the table's first statement, and has run nothing since. */
  readonly back: boolean
  /** What a request of the other kind, by key or not, last cost on this table. */
  readonly otherCost: Cost | undefined
  readonly loading: Loading | undefined
  /** Why the last load did not come to its end, "" when it did. */
  readonly loadProblem: string
}

const answersKept = 100

// A run that takes longer, in milliseconds, says how far it is.
const patience = 300

/** What the page does with the database, and what it has to show for it. Every change is told. */
export class Playground {
  state: State = {
    tables: [],
    table: undefined,
    ring: undefined,
    dots: new Uint32Array(),
    plots: [],
    ask: partiql(samples[0]!.byKey),
    strong: false,
    reading: undefined,
    translation: undefined,
    problem: undefined,
    running: false,
    progress: undefined,
    answers: [],
    answer: undefined,
    back: false,
    otherCost: undefined,
    loading: undefined,
    loadProblem: "",
  }

  private begun: Promise<unknown> = Promise.resolve()
  private canceller = new AbortController()
  private readonly plots: Plots
  private wanted: Place = { table: "", index: "" }
  private readonly lastCosts = new Map<string, Cost>()
  /** The last answers by their records, to look back at. */
  private readonly answers = new Map<number, { readonly answer: Answer; readonly table: string | undefined }>()
  /** What stands in the editor for the language that is not chosen. */
  private readonly pair = new Pair()
  private unread = false
  private reader: Promise<void> | undefined
  private stopped = false

  /** `stopwatch` counts milliseconds; it tells how fast a load goes. `now` is the time at which a request is made. */
  constructor(
    private readonly database: Database,
    private readonly tell: (state: State) => void,
    private readonly stopwatch: () => number,
    private readonly now: () => Micros,
  ) {
    this.plots = new Plots(database)
  }

  /** Loads the first sample and runs its statement, so that there is something true to see. Runs wait for it. */
  async begin(): Promise<void> {
    const untouched = this.state.ask
    this.begun = loadSample(this.database, samples[0]!).then(() => this.show(samples[0]!.table))
    await this.begun
    if (sameAsk(this.state.ask, untouched) && !this.state.running) await this.run()
  }

  /** Begins anew with something to ask, once the database has been made ready for it. Runs wait for that. */
  async beginWith(ask: Ask, ready: Promise<unknown>): Promise<void> {
    this.lastCosts.clear()
    this.pair.forget()
    this.become({ ask, reading: undefined, translation: undefined, back: false, ...nothingRan })
    this.begun = ready.then(() => this.show(""))
    await this.begun
    await this.explain()
  }

  /** Looks at the database again, after its engine was rebuilt. */
  async again(): Promise<void> {
    const { table } = this.state
    this.plots.forget()
    await this.show(table?.TableName ?? "")
  }

  /** Takes a text as it is written. */
  write(text: string): void {
    this.become({ ask: { ...this.state.ask, text }, translation: undefined })
  }

  /** Goes on in the other language: with the same as here where that can be said in it, else where its text was left. */
  async speak(language: Language): Promise<void> {
    if (this.state.ask.language === language) return
    await this.explain()
    const { ask, reading } = this.state
    if (ask.language === language) return
    const { text, translation } = this.pair.turn(ask, reading && sameAsk(reading.ask, ask) ? reading.parts : [])
    this.become({ ask: { language, text }, reading: undefined, problem: undefined, translation })
    if (language === "request" && text === "") await this.example("Query")
    else await this.explain()
  }

  /** Says whether reads are strongly consistent. */
  async beStrong(strong: boolean): Promise<void> {
    this.become({ strong })
    await this.explain()
  }

  /** Writes an example of a request to the table that is shown. */
  async example(operation: Example): Promise<void> {
    const { table, answer } = this.state
    if (!table) return
    const key =
      answer?.items.map((item) => keyIn(item, table)).find(Boolean) ??
      (await this.database.items({ table: table.TableName, index: "" }, "0000000000000000", 1))[0]
    this.write(exampleOf(operation, table, key))
    this.pair.wrote(this.state.ask)
    await this.explain()
  }

  /** Writes what an advice says in the place of a part; an index that is to be made comes before it. */
  async advise({ part, advice }: Advised): Promise<void> {
    const { text } = this.state.ask
    const written = advised(part, advice)
    if (written === undefined) return
    const rest = text.slice(advice.Kind === "new-index" ? part.From : part.To)
    this.write(text.slice(0, part.From) + written + (advice.Kind === "new-index" ? "\n\n" : "") + rest)
    await this.explain()
  }

  /** Has the engine read what is asked; of what is written meanwhile only the last. */
  async explain(): Promise<void> {
    this.unread = true
    this.reader ??= this.readOn().finally(() => {
      this.reader = undefined
    })
    await this.reader
  }

  private async readOn(): Promise<void> {
    await this.begun
    while (this.unread) {
      this.unread = false
      const { ask, strong } = this.state
      const parts = await this.read(ask.text, strong)
      if (sameAsk(this.state.ask, ask)) this.become({ reading: { ask, parts } })
    }
  }

  /** A text that is refused as a whole is one part. */
  private async read(text: string, strong: boolean): Promise<readonly Part[]> {
    if (text.trim() === "") return []
    try {
      return await this.database.read(text, strong)
    } catch (cause) {
      return [{ From: 0, To: text.length, Kind: "statement", Error: mistakeOf(cause) }]
    }
  }

  /** Goes on with something to ask that is written already. */
  async use(ask: Ask): Promise<void> {
    if (ask.language !== this.state.ask.language) this.pair.keep(this.state.ask)
    this.become({ ask, reading: undefined, problem: undefined, translation: undefined })
    await this.explain()
  }

  /**
   * Runs what is asked, or some of it: each part as a request of its own, up to the first that is
   * refused. Shows the way of the last one, and says what was run.
   */
  async run(some?: Some): Promise<readonly Ran[]> {
    if (this.state.running) return []
    const { ask, strong } = this.state
    this.stopped = false
    this.become({ running: true, problem: undefined, back: false })
    try {
      await this.begun
      const run = new Run(ask, await this.readSome(ask.text, strong, some), this.runner())
      await run.through()
      await this.conclude(run)
      return run.ran
    } catch (cause) {
      this.become({ problem: { mistake: mistakeOf(cause), text: ask.text, nth: 1, of: 1 }, ...noAnswer })
      return []
    } finally {
      this.become({ running: false, progress: undefined })
      // What it would do may be another thing now: the item is there already, say.
      this.explain().catch(() => undefined)
    }
  }

  /** What is read now: the writer may have been faster than the last reading. */
  private async readSome(text: string, strong: boolean, some: Some | undefined): Promise<readonly Part[]> {
    if (some && "from" in some) return this.read(onlyRange(text, some), strong)
    const parts = await this.read(text, strong)
    return some ? [partAt(parts, some.at)].filter((part) => part !== undefined) : parts
  }

  /** Ends a run of several parts before the next of them. */
  stop(): void {
    this.stopped = true
  }

  private runner(): Runner {
    const began = this.stopwatch()
    return {
      answer: (asked, part) => this.answerTo(asked, part),
      now: this.now,
      ranAt: () => this.database.ranAt,
      goesOn: (done, of) => {
        if (this.stopwatch() - began > patience) this.become({ progress: { done, of } })
        return !this.stopped
      },
    }
  }

  private async answerTo(asked: Asked, { Explanation }: Part): Promise<Answer> {
    const page = await this.database.run(asked)
    const table = await this.tableNamed(Explanation?.TableName || tableIn(asked.Body))
    const answer = answerOf(asked, page, table)
    this.answers.set(page.n, { answer, table: table?.TableName })
    for (const old of [...this.answers.keys()].slice(0, -answersKept)) this.answers.delete(old)
    return answer
  }

  /** A table by its name, as far as answers need to know it; one that there is no more is none. */
  private async tableNamed(name: string): Promise<Table | undefined> {
    const { table } = this.state
    if (!name || table?.TableName === name) return table
    return (await this.database.tableNames()).includes(name) ? this.database.table(name) : undefined
  }

  /** Shows the last answer of a run; or why it ended early, and what came before that can still be looked at. */
  private async conclude({ answers, problem }: Run): Promise<void> {
    const answer = problem ? undefined : answers.at(-1)
    const otherCost = answer && this.lastCosts.get(costName(answer, !wide(answer.operation)))
    for (const answer of answers) this.keepCost(answer)
    if (answer)
      await this.show(answer.table || this.state.table?.TableName, ringIn(answer.trace), { answers, answer, otherCost })
    if (!problem) return
    this.become({ ...noAnswer, answers, problem })
    // What was refused may have been counted.
    await this.look()
  }

  /** Shows another answer of the last run. */
  async see(answer: Answer): Promise<void> {
    await this.show(answer.table, ringIn(answer.trace), { answer, otherCost: undefined })
  }

  private keepCost(answer: Answer): void {
    this.lastCosts.set(costName(answer, wide(answer.operation)), answer.cost)
  }

  /** Reads the next page of the answer. */
  async nextPage(): Promise<void> {
    const { answer: before, running, answers } = this.state
    if (!before?.next || running) return
    this.become({ running: true })
    try {
      const answer = withPage(before, await this.database.run(before.asked, before.next))
      this.become({ answer, answers: answers.map((one) => (one === before ? answer : one)) })
      this.keepCost(answer)
    } catch (cause) {
      this.become({ problem: { mistake: mistakeOf(cause), text: before.asked.ask.text, nth: 1, of: 1 } })
    } finally {
      this.become({ running: false })
    }
  }

  /** Writes and runs what is suggested next. The editor's undo brings back what stood there. */
  async runSuggestion(): Promise<void> {
    const suggestion = suggestionIn(this.state)
    if (!suggestion) return
    const { ask } = this.state
    if (ask.language !== "partiql") this.pair.keep(ask)
    this.become({ ask: partiql(ask.text) })
    this.write(suggestion.text)
    this.pair.wrote(this.state.ask)
    await this.run()
  }

  /** Goes back to the table's first statement and to a picture without a request in it. */
  async reset(): Promise<void> {
    this.become({ ...nothingRan, back: true })
    this.lastCosts.clear()
    await this.rewrite()
  }

  /** Shows another table, with a statement of its own. */
  async choose(name: string): Promise<void> {
    this.become({ ...nothingRan, back: false })
    await this.show(name)
    await this.rewrite()
  }

  /** Writes what the table that is shown begins with. */
  private async rewrite(): Promise<void> {
    const { table, ask } = this.state
    const first = partiql(byKey(table))
    this.pair.wrote(first)
    if (ask.language === "request") {
      this.pair.keep(first)
      await this.example("Query")
    } else this.write(first.text)
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
      this.become({ loadProblem: mistakeOf(cause).Message })
      return false
    } finally {
      this.become({ loading: undefined })
    }
  }

  /** Looks at the table again: time has passed. */
  async look(): Promise<void> {
    if (this.state.table) await this.show()
  }

  /** Shows the ring of an index of the table; with "" the table's own. */
  async turnTo(index: string): Promise<void> {
    const { table } = this.state
    if (table) await this.show(table.TableName, index)
  }

  /** Shows the database after it was taken to what it was after record n, and what had just been answered. */
  async lookBack(n: number): Promise<void> {
    const { answer, table = this.state.table?.TableName } = this.answers.get(n) ?? { answer: undefined }
    this.lastCosts.clear()
    this.plots.forget()
    const answers = answer && this.state.answers.includes(answer) ? this.state.answers : []
    const also = { ...nothingRan, back: false, answers, answer }
    await this.show(table ?? "", answer && ringIn(answer.trace), also)
    await this.explain()
  }

  /** Makes something go wrong with the ring that is shown, or right again. A jump of the clock says where to. */
  async fault(input: FaultInput): Promise<Micros> {
    const { ring } = this.state
    const place = input.Kind === "DelayPropagation" ? { table: ring?.table ?? "", index: "" } : ring
    const { Now } = await this.database.fault({ ...(place && nameOf(place)), ...input })
    await this.look()
    return Now
  }

  /** Cuts a partition of the table in two, by hand, and says which ones those are. */
  async split(cut: Omit<SplitInput, "TableName">): Promise<readonly number[]> {
    const { ring } = this.state
    const { Children } = await this.database.split({ ...nameOf(ring ?? { table: "", index: "" }), ...cut })
    await this.look()
    await this.explain()
    return Children
  }

  /**
   * Shows a table as it is now, with one of its rings; without a name what was wanted last, for somebody may turn
   * elsewhere while the database is asked. When there is none of that name it is the first table.
   */
  private async show(wanted?: string, index = "", also: Partial<State> = {}): Promise<void> {
    if (wanted !== undefined) this.wanted = { table: wanted, index }
    const tables = await this.database.tableNames()
    const name = tables.includes(this.wanted.table) ? this.wanted.table : (tables[0] ?? "")
    const table = name === "" ? undefined : await this.tidied(name)
    const rings = table ? ringsOf(table) : []
    const ring = rings.find((ring) => ring.index === this.wanted.index) ?? rings[0]
    const [dots, plots] = await Promise.all([this.plots.whole(ring), this.plots.some(rings)])
    this.become({ tables, table, ring, dots, plots, ...also })
  }

  /** A table without what splits left in the halves: its partitions count that until it is dropped. */
  private async tidied(name: string): Promise<Table> {
    const table = await this.database.table(name)
    if (!table.Partitions.some(({ Tidying }) => Tidying)) return table
    while ((await this.database.tidy()).More) {}
    return this.database.table(name)
  }

  private become(change: Partial<State>): void {
    this.state = { ...this.state, ...change }
    this.tell(this.state)
  }
}

const noAnswer = { answers: [], answer: undefined, otherCost: undefined } as const

const nothingRan = { ...noAnswer, problem: undefined } as const

/** What the cost of a request to a table, by key or not, is remembered by. */
const costName = ({ table }: Answer, wide: boolean): string => `${table} ${wide}`

/** A statement to try next. */
export interface Suggestion {
  readonly label: string
  readonly text: string
  /** What ran is the reader's own, to which this is no sequel. */
  readonly aside: boolean
}

/** After one of the table's two statements the other is next; after one of the reader's own both are just examples. */
export function suggestionIn({ table, answer, problem, back }: State): Suggestion | undefined {
  if (!table || !(answer || problem || back)) return undefined
  const { byKey, withoutKey } = statementsFor(table.TableName)
  const ran = back ? byKey : answer?.asked.ask.text
  if (ran === byKey) return { label: "Now try it without the key →", text: withoutKey, aside: false }
  if (ran === withoutKey) return { label: "Back to the key →", text: byKey, aside: false }
  if (!answer || wide(answer.operation)) return { label: "Example: by key", text: byKey, aside: true }
  return { label: "Example: without the key", text: withoutKey, aside: true }
}

/** Whether an operation reads without a key. */
const wide = (operation: string): boolean => operation === "Scan"

const byKey = (table: Table | undefined): string => (table ? statementsFor(table.TableName).byKey : "")
