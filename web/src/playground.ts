import { type Answer, answerOf, type Problem, problemOf, withPage } from "./answer.js"
import { type Ask, type Language, partiql, sameAsk, sentAs, tableIn, Unreadable } from "./ask.js"
import { generate, loadSample, type Sample, samples, statementsFor } from "./data.js"
import {
  type Database,
  type Explanation,
  type FaultInput,
  type Generator,
  nameOf,
  type Page,
  type Place,
  Refusal,
  type SplitInput,
} from "./database.js"
import type { Cost } from "./draw/cost.js"
import { type Example, exampleOf, keyIn } from "./example.js"
import { type Plot, Plots } from "./plots.js"
import { type Ring, ringsOf, type Table } from "./table.js"
import { ringIn } from "./trace.js"
import type { Micros } from "./wire.js"

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
  /** The ring that is shown: the table's, or that of one of its global indexes. */
  readonly ring: Ring | undefined
  /** The top halves of the hashes of the items on it. */
  readonly dots: Uint32Array
  /** All rings of the table, each with some of its dots. */
  readonly plots: readonly Plot[]
  readonly ask: Ask
  /** Whether reads are strongly consistent, where a request does not say. */
  readonly strong: boolean
  readonly explanation: Explanation | undefined
  readonly problem: Problem | undefined
  readonly running: boolean
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
    explanation: undefined,
    problem: undefined,
    running: false,
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
  private otherText = ""

  /** `stopwatch` counts milliseconds; it tells how fast a load goes. */
  constructor(
    private readonly database: Database,
    private readonly tell: (state: State) => void,
    private readonly stopwatch: () => number,
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
    this.otherText = ""
    this.become({
      ask,
      explanation: undefined,
      problem: undefined,
      answer: undefined,
      back: false,
      otherCost: undefined,
    })
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
    this.become({ ask: { ...this.state.ask, text }, problem: undefined })
  }

  /** Goes on in the other language, where its text was left. */
  async speak(language: Language): Promise<void> {
    const { ask } = this.state
    if (ask.language === language) return
    this.become({ ask: { language, text: this.otherText }, explanation: undefined, problem: undefined })
    this.otherText = ask.text
    if (language === "request" && this.state.ask.text === "") await this.example("Query")
    else await this.explain()
  }

  /** Says whether reads are strongly consistent. */
  beStrong(strong: boolean): void {
    this.become({ strong })
  }

  /** Writes an example of a request to the table that is shown. */
  async example(operation: Example): Promise<void> {
    const { table, answer } = this.state
    if (!table) return
    const key =
      answer?.items.map((item) => keyIn(item, table)).find(Boolean) ??
      (await this.database.items({ table: table.TableName, index: "" }, "0000000000000000", 1))[0]
    this.write(exampleOf(operation, table, key))
    await this.explain()
  }

  /** Asks what the request would become. */
  async explain(): Promise<void> {
    const { ask } = this.state
    await this.begun
    const told = await this.explained(ask)
    if (sameAsk(this.state.ask, ask) && !this.state.problem?.loud) this.become(told)
  }

  private async explained(ask: Ask): Promise<Pick<State, "explanation" | "problem">> {
    if (ask.text.trim() === "") return { explanation: undefined, problem: undefined }
    try {
      return { explanation: await this.database.explain(ask), problem: undefined }
    } catch (cause) {
      return { explanation: undefined, problem: problemOf(cause, ask, false) }
    }
  }

  /** Goes on with something to ask that is written already. */
  async use(ask: Ask): Promise<void> {
    if (ask.language !== this.state.ask.language) this.otherText = this.state.ask.text
    this.become({ ask, explanation: undefined, problem: undefined })
    await this.explain()
  }

  /** Runs what is asked and shows its way. The result says whether there was something to send. */
  async run(): Promise<boolean> {
    const { ask, strong, running } = this.state
    if (running) return false
    this.become({ running: true, problem: undefined, back: false })
    try {
      await this.begun
      const [told, page] = await Promise.all([this.explained(ask), this.database.run(ask, { strong })])
      const named = told.explanation?.TableName ?? tableIn(sentAs(ask).body)
      await this.show(named || this.state.table?.TableName, ringIn(page.trace))
      this.answer(ask, page)
      this.become({ explanation: told.explanation })
      return true
    } catch (cause) {
      this.become({ problem: problemOf(cause, ask, true), answer: undefined, explanation: undefined })
      // What was refused may have been counted.
      if (cause instanceof Refusal) await this.look()
      return !(cause instanceof Unreadable)
    } finally {
      this.become({ running: false })
    }
  }

  private answer(ask: Ask, page: Page): void {
    const { table, strong } = this.state
    const answer = answerOf(ask, strong, page, table)
    this.answers.set(page.n, { answer, table: table?.TableName })
    for (const old of [...this.answers.keys()].slice(0, -answersKept)) this.answers.delete(old)
    this.become({ answer, otherCost: this.lastCosts.get(`${table?.TableName} ${!wide(answer.operation)}`) })
    this.keepCost(answer.cost)
  }

  private keepCost(cost: Cost): void {
    this.lastCosts.set(`${this.state.table?.TableName} ${wide(cost.operation)}`, cost)
  }

  /** Reads the next page of the answer. */
  async nextPage(): Promise<void> {
    const { answer: before, running } = this.state
    if (!before?.next || running) return
    const { ask, strong, next } = before
    this.become({ running: true })
    try {
      const answer = withPage(before, await this.database.run(ask, { strong, next }))
      this.become({ answer })
      this.keepCost(answer.cost)
    } catch (cause) {
      this.become({ problem: problemOf(cause, ask, true) })
    } finally {
      this.become({ running: false })
    }
  }

  /** Writes and runs what is suggested next. The editor's undo brings back what stood there. */
  async runSuggestion(): Promise<void> {
    const suggestion = suggestionIn(this.state)
    if (!suggestion) return
    await this.speak("partiql")
    this.write(suggestion.text)
    await this.run()
  }

  /** Goes back to the table's first statement and to a picture without a request in it. */
  async reset(): Promise<void> {
    this.become({ answer: undefined, back: true, problem: undefined, otherCost: undefined })
    this.lastCosts.clear()
    await this.rewrite()
  }

  /** Shows another table, with a statement of its own. */
  async choose(name: string): Promise<void> {
    this.become({ answer: undefined, back: false, problem: undefined, otherCost: undefined })
    await this.show(name)
    await this.rewrite()
  }

  /** Writes what the table that is shown begins with. */
  private async rewrite(): Promise<void> {
    const { table, ask } = this.state
    if (ask.language === "partiql") this.write(byKey(table))
    else {
      this.otherText = byKey(table)
      await this.example("Query")
    }
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
      this.become({ loadProblem: problemOf(cause, this.state.ask, true).message })
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
    await this.show(table ?? "", answer && ringIn(answer.trace), {
      answer,
      back: false,
      problem: undefined,
      otherCost: undefined,
    })
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

/** A statement to try next. */
export interface Suggestion {
  readonly label: string
  readonly text: string
  /** What ran is the reader's own, to which this is no sequel. */
  readonly aside: boolean
}

/** After one of the table's two statements the other is next; after one of the reader's own both are just examples. */
export function suggestionIn({ table, answer, problem, back }: State): Suggestion | undefined {
  if (!table || !(answer || problem?.loud || back)) return undefined
  const { byKey, withoutKey } = statementsFor(table.TableName)
  const ran = back ? byKey : answer?.ask.text
  if (ran === byKey) return { label: "Now try it without the key →", text: withoutKey, aside: false }
  if (ran === withoutKey) return { label: "Back to the key →", text: byKey, aside: false }
  if (!answer || wide(answer.operation)) return { label: "Example: by key", text: byKey, aside: true }
  return { label: "Example: without the key", text: withoutKey, aside: true }
}

/** Whether an operation reads without a key. */
const wide = (operation: string): boolean => operation === "Scan"

const byKey = (table: Table | undefined): string => (table ? statementsFor(table.TableName).byKey : "")
