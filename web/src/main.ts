import "./components/data-dialog.js"
import "./components/lesson-menu.js"
import "./components/notice-bar.js"
import "./components/query-editor.js"
import "./components/result-view.js"
import "./components/run-summary.js"
import "./components/status-chip.js"
import "./components/table-menu.js"
import "./components/theme-toggle.js"
import type { Answer } from "./answer.js"
import type { Language } from "./ask.js"
import { Clock } from "./clock.js"
import type { DataDialog, Wish } from "./components/data-dialog.js"
import type { LessonMenu } from "./components/lesson-menu.js"
import type { NoticeBar } from "./components/notice-bar.js"
import type { QueryEditor } from "./components/query-editor.js"
import type { ResultView } from "./components/result-view.js"
import type { RunSummary } from "./components/run-summary.js"
import type { StatusChip } from "./components/status-chip.js"
import type { TableMenu } from "./components/table-menu.js"
import type { ThemeToggle } from "./components/theme-toggle.js"
import type { Sample } from "./data.js"
import { element, listen, unwatched } from "./elements.js"
import type { Example } from "./example.js"
import { Focus } from "./focus.js"
import type { Lessons } from "./lessons.js"
import { Vocabulary } from "./names.js"
import type { Pictures } from "./pictures.js"
import { type State, suggestionIn } from "./playground.js"
import { Printed } from "./printed.js"
import { sandboxOptions } from "./sandbox.js"
import type { Some } from "./script.js"
import { keep, kept } from "./storage.js"
import { remember, remembered, systemIsDark, type Theme, wear } from "./theme.js"
import type { Time } from "./time.js"
import type { Traffic } from "./traffic.js"
import type { Advised } from "./translation.js"
import { type Micros, type Options, ringside, type Status } from "./wire.js"
import { Workspace } from "./workspace.js"

// The page: it connects the elements with the workspace that is open, and that with the engine in its worker.

const ui = {
  menu: element<TableMenu>("table-menu"),
  lessons: element<LessonMenu>("lesson-menu"),
  status: element<StatusChip>("status-chip"),
  theme: element<ThemeToggle>("theme-toggle"),
  notice: element<NoticeBar>("notice-bar"),
  editor: element<QueryEditor>("query-editor"),
  summary: element<RunSummary>("run-summary"),
  result: element<ResultView>("result-view"),
  data: element<DataDialog>("data-dialog"),
}

const focus = new Focus()
const printed = new Printed()
let pictures: Pictures | undefined
let time: Time | undefined
/** Traffic, once there has been some or the reader has asked for it. */
let traffic: Traffic | undefined

const sandbox = open(sandboxOptions, new Clock(realTime))

/** The workspace that is on the page. */
let workspace = sandbox

function realTime(): Micros {
  return Date.now() * 1000
}

/** Opens a workspace; the page hears of it while it is the one that is shown. */
function open(options: Options, clock: Clock): Workspace {
  const opened: Workspace = new Workspace(options, clock, (state) => {
    if (opened === workspace) show(state)
  })
  opened.client.onAnswer((target) => {
    if (!traffic && opened === workspace && target === ringside("Workload")) unwatched(withTraffic())
  })
  opened.client.onStatus((status) => {
    if (opened === workspace) showStatus(status)
    // What was shown may be gone with the request that broke the engine.
    if (status.is === "rebuilt") unwatched(opened.playground.again())
  })
  return opened
}

/** Puts a workspace on the page. */
function enter(next: Workspace): void {
  workspace = next
  focus.clear()
  showStatus(next.client.status)
  show(next.playground.state)
}

/** Lessons, once the reader has asked for them. */
let lessons: Lessons | undefined

async function withLessons(): Promise<Lessons> {
  const { connectLessons } = await import("./lessons.js")
  lessons ??= connectLessons({ sandbox, realTime, open, enter })
  return lessons
}

async function withTraffic(): Promise<Traffic> {
  const { connectTraffic } = await import("./traffic.js")
  traffic ??= connectTraffic(() => workspace)
  traffic.show(workspace.playground.state)
  return traffic
}

function show(state: State): void {
  const { table, answer } = state
  Object.assign(ui.menu, { tables: state.tables, table: table?.TableName ?? "" })
  Object.assign(ui.editor, {
    ask: state.ask,
    strong: state.strong,
    running: state.running,
    progress: state.progress,
    reading: state.reading,
    translation: state.translation,
    problem: state.problem,
    ran: answer?.asked.ask.text === state.ask.text && state.answers.length === 1,
    names: vocabulary.look(state),
    suggestion: workspace === sandbox ? (suggestionIn(state)?.label ?? "") : undefined,
    aside: suggestionIn(state)?.aside === true,
  })
  Object.assign(ui.summary, { answer, other: state.otherCost })
  const refused = state.problem !== undefined
  Object.assign(ui.result, { answer, answers: state.answers, busy: state.running, refused, back: state.back })
  Object.assign(ui.data, { loading: state.loading, problem: state.loadProblem })
  traffic?.show(state)
  if (!time) return
  time.show(state)
  printed.show(state)
}

/** What the editor can complete. */
const vocabulary = new Vocabulary()

function showStatus(status: Status): void {
  ui.status.status = ui.notice.status = status
  ui.data.ready = ui.editor.ready = status.is === "ready" || status.is === "rebuilt"
}

async function begin(): Promise<void> {
  const { playground } = sandbox
  await playground.begin()
  if (kept("language") === "request") await playground.speak("request")
}

listen<string>(ui.editor, "edit", (text) => {
  workspace.playground.write(text)
  return workspace.playground.explain()
})
listen<Language>(ui.editor, "language", (language) => {
  keep("language", language)
  return workspace.playground.speak(language)
})
listen<Example>(ui.editor, "example", (operation) => workspace.playground.example(operation))
listen<boolean>(ui.editor, "strong", (strong) => workspace.playground.beStrong(strong))
listen<Some | undefined>(ui.editor, "run", async (some) => {
  const { text } = workspace.playground.state.ask
  const ran = await workspace.playground.run(some)
  if (ran.length > 0) await lessons?.ran(some ? ran.map(({ text }) => text).join("\n") : text, ran)
})
listen(ui.editor, "stop", () => workspace.playground.stop())
listen<Advised>(ui.editor, "advise", (advice) => workspace.playground.advise(advice))
listen(ui.editor, "reset", () => lessons?.reset() || workspace.playground.reset())
listen(ui.lessons, "lessons", async () => (await withLessons()).choose())
listen(ui.editor, "suggestion", () => {
  ui.editor.beckons = false
  return workspace.playground.runSuggestion()
})
listen(ui.result, "more", () => workspace.playground.nextPage())
listen<Answer>(ui.result, "see", (answer) => workspace.playground.see(answer))
listen<string>(ui.menu, "table", (name) => workspace.playground.choose(name))
listen(ui.menu, "data", () => ui.data.open())
listen(ui.menu, "traffic", async () => (await withTraffic()).open())
listen<Sample>(ui.data, "sample", async (sample) => {
  if (await workspace.playground.load(sample)) ui.data.close()
})
listen<Wish>(ui.data, "generate", async ({ table, generator }) => {
  if (await workspace.playground.generate(table, generator)) ui.data.close()
})
listen(ui.data, "cancel", () => workspace.playground.cancel())
listen(ui.notice, "retry", () => {
  workspace.client.retry()
  return lessons?.reset() || begin()
})
listen(ui.notice, "dismiss", () => showStatus({ is: "ready", startMillis: 0 }))
listen(ui.notice, "download", async () => save(await workspace.client.log(), "ringside-session.log"))

addEventListener("keydown", (event) => {
  if (event.key === "Escape") focus.clear()
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
  pictures?.paint(`${theme} ${systemIsDark.matches}`)
  traffic?.paint(`${theme} ${systemIsDark.matches}`)
}

systemIsDark.addEventListener("change", () => paint(ui.theme.theme))
listen<Theme>(ui.theme, "theme", (theme) => {
  paint(theme)
  remember(theme)
})

/** Connects the drawings, whose code comes after the page's own. */
async function withDrawings(): Promise<void> {
  const { connectPictures, connectTime } = await import("./drawing.js")
  pictures = connectPictures(focus, () => workspace)
  const beckon = () => {
    ui.editor.beckons = true
  }
  time = connectTime(() => workspace, pictures.show, beckon)
  printed.cover()
  paint(ui.theme.theme)
  show(workspace.playground.state)
}

printed.cover()
paint(remembered())
show(workspace.playground.state)
unwatched(withDrawings())
unwatched(begin())

/** Opens the lesson that the page's address names. */
function openAddressed(): void {
  const [, named] = /^#lesson=(.+)$/.exec(location.hash) ?? []
  if (named) unwatched(withLessons().then((lessons) => lessons.openNamed(decodeURIComponent(named))))
}

openAddressed()
addEventListener("hashchange", openAddressed)
