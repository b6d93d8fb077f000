import { Client } from "./client.js"
import "./components/cost-view.js"
import "./components/data-dialog.js"
import "./components/hash-ring.js"
import "./components/hash-strip.js"
import "./components/notice-bar.js"
import "./components/partition-cards.js"
import "./components/query-editor.js"
import "./components/result-view.js"
import "./components/run-summary.js"
import "./components/status-chip.js"
import "./components/table-menu.js"
import "./components/theme-toggle.js"
import "./components/trace-steps.js"
import type { CostView } from "./components/cost-view.js"
import type { DataDialog, Wish } from "./components/data-dialog.js"
import type { HashRing } from "./components/hash-ring.js"
import type { HashStrip } from "./components/hash-strip.js"
import type { NoticeBar } from "./components/notice-bar.js"
import type { PartitionCards } from "./components/partition-cards.js"
import type { QueryEditor } from "./components/query-editor.js"
import type { ResultView } from "./components/result-view.js"
import type { RunSummary } from "./components/run-summary.js"
import type { StatusChip } from "./components/status-chip.js"
import type { TableMenu } from "./components/table-menu.js"
import type { ThemeToggle } from "./components/theme-toggle.js"
import type { TraceSteps } from "./components/trace-steps.js"
import type { Sample } from "./data.js"
import { Database } from "./database.js"
import type { Lit } from "./draw/ring.js"
import { story } from "./draw/story.js"
import { Playground, type State, suggestsKey } from "./playground.js"
import { remember, remembered, systemIsDark, type Theme, wear } from "./theme.js"
import { asked, hashes, readIn, type Step } from "./trace.js"
import type { Status } from "./wire.js"

// The page: it connects the elements with the playground, and the playground with the engine in its worker.

function element<T extends Element>(selector: string): T {
  return document.querySelector<T>(selector)!
}

const ui = {
  menu: element<TableMenu>("table-menu"),
  status: element<StatusChip>("status-chip"),
  theme: element<ThemeToggle>("theme-toggle"),
  notice: element<NoticeBar>("notice-bar"),
  editor: element<QueryEditor>("query-editor"),
  summary: element<RunSummary>("run-summary"),
  result: element<ResultView>("result-view"),
  ring: element<HashRing>("hash-ring"),
  strip: element<HashStrip>("hash-strip"),
  cards: element<PartitionCards>("partition-cards"),
  cost: element<CostView>("cost-view"),
  steps: element<TraceSteps>("trace-steps"),
  data: element<DataDialog>("data-dialog"),
}

const client = new Client({
  worker: () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
  clock: { now: () => Date.now() * 1000 },
  wasm: new URL("engine.wasm", document.baseURI).href,
  runtime: new URL("wasm_exec.js", document.baseURI).href,
  // Eight partitions from the start and small nodes, so that there is something to see; tables are ready at once.
  options: { seed: 42, scale: { partitions: 8, treeDegree: 4, tableDelay: 0 } },
})

const playground = new Playground(new Database(client), show, () => performance.now())

// What the reader points at, and what was pinned by a click; Esc unpins.
let pointed: number | undefined
let pinned: number | undefined

function show(state: State): void {
  const { table, answer } = state
  Object.assign(ui.menu, { tables: state.tables, table: table?.TableName ?? "" })
  Object.assign(ui.editor, {
    statement: state.statement,
    running: state.running,
    explanation: state.explanation,
    problem: state.problem,
    suggestion: suggestionFor(state),
  })
  ui.summary.answer = answer
  Object.assign(ui.result, { answer, busy: state.running, refused: state.problem?.loud === true })
  Object.assign(ui.cost, { cost: answer?.cost, other: state.otherCost })
  Object.assign(ui.data, { loading: state.loading, problem: state.loadProblem })
  ui.steps.sentences = answer ? story(answer.trace, answer.cost.partitions) : []
  showPartitions(state)
}

function showPartitions({ table, dots, answer }: State): void {
  const partitions = table?.Partitions ?? []
  const focus = pointed ?? pinned
  const lit: Lit = answer ? { ...way(answer.steps), focus } : { hashes: [], focus }
  Object.assign(ui.ring, { partitions, dots, lit })
  Object.assign(ui.strip, { partitions, dots, lit })
  Object.assign(ui.cards, { partitions, lit, pinned })
}

/** Where a request went. */
const way = (steps: readonly Step[]): Lit => ({ asked: asked(steps), read: readIn(steps), hashes: hashes(steps) })

/** After a read by key the next thing to try is one without; after that, or after an error, the key again. */
function suggestionFor({ answer, problem }: State): string {
  if (!answer && !problem?.loud) return ""
  return suggestsKey(answer) ? "Back to the key →" : "Now try it without the key →"
}

function showStatus(status: Status): void {
  ui.status.status = ui.notice.status = status
  ui.data.ready = ui.editor.ready = status.is === "ready" || status.is === "rebuilt"
}

client.onStatus((status) => {
  showStatus(status)
  // What was shown may be gone with the request that broke the engine.
  if (status.is === "rebuilt") ignoreLoss(playground.again())
})

/** Work that the status of the engine already tells the reader about when it fails. */
function ignoreLoss(work: Promise<unknown>): void {
  work.catch((cause: unknown) => console.warn(cause))
}

const begin = (): void => ignoreLoss(playground.begin())

// Explaining a statement waits until the writer pauses.
const pause = 200
let pausing: ReturnType<typeof setTimeout>

function listen<T>(target: EventTarget, name: string, act: (detail: T) => unknown): void {
  target.addEventListener(name, (event) => ignoreLoss(Promise.resolve(act((event as CustomEvent<T>).detail))))
}

listen<string>(ui.editor, "edit", (statement) => {
  playground.write(statement)
  clearTimeout(pausing)
  pausing = setTimeout(() => playground.explain(), pause)
})
listen(ui.editor, "run", () => playground.run())
listen(ui.editor, "reset", () => playground.reset())
listen(ui.editor, "suggestion", () => playground.runSuggestion())
listen(ui.result, "more", () => playground.nextPage())
listen<string>(ui.menu, "table", (name) => playground.choose(name))
listen(ui.menu, "data", () => ui.data.open())
listen<Sample>(ui.data, "sample", async (sample) => {
  if (await playground.load(sample)) ui.data.close()
})
listen<Wish>(ui.data, "generate", async ({ table, generator }) => {
  if (await playground.generate(table, generator)) ui.data.close()
})
listen(ui.data, "cancel", () => playground.cancel())
listen(ui.notice, "retry", () => {
  client.retry()
  begin()
})
listen(ui.notice, "dismiss", () => showStatus({ is: "ready", startMillis: 0 }))
listen(ui.notice, "download", async () => save(await client.log(), "ringside-session.log"))

for (const view of [ui.ring, ui.strip, ui.cards]) {
  listen<number | undefined>(view, "point", (partition) => {
    pointed = partition
    showPartitions(playground.state)
  })
  listen<number>(view, "pin", (partition) => {
    pinned = pinned === partition ? undefined : partition
    showPartitions(playground.state)
  })
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  pointed = pinned = undefined
  showPartitions(playground.state)
})

/** Hands bytes to the reader as a file. */
function save(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

function paint(theme: Theme): void {
  wear(theme)
  ui.theme.theme = theme
  ui.ring.theme = `${theme} ${systemIsDark.matches}`
}

systemIsDark.addEventListener("change", () => paint(ui.theme.theme))
listen<Theme>(ui.theme, "theme", (theme) => {
  paint(theme)
  remember(theme)
})

// Below this width the strip lies down under the ring.
const narrow = matchMedia("(max-width: 599px)")

function turnStrip(): void {
  ui.strip.way = narrow.matches ? "lying" : "upright"
}

narrow.addEventListener("change", turnStrip)

turnStrip()
paint(remembered())
show(playground.state)
begin()
