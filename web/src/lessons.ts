import "./components/lesson-dialog.js"
import "./components/lesson-panel.js"
import "./components/lesson-verdict.js"
import type { Ask } from "./ask.js"
import { catalogue, type Entry, withData } from "./catalogue.js"
import { Clock } from "./clock.js"
import type { LessonDialog } from "./components/lesson-dialog.js"
import type { LessonMenu } from "./components/lesson-menu.js"
import type { LessonPanel } from "./components/lesson-panel.js"
import type { LessonVerdict } from "./components/lesson-verdict.js"
import type { QueryEditor } from "./components/query-editor.js"
import { element, listen } from "./elements.js"
import { type Lesson, type LessonFile, type LessonStep, type Opening, type Prepared, Teacher } from "./lesson.js"
import { type Part, parts } from "./parts.js"
import type { Ran } from "./run.js"
import { progressIn, type Studied, Study } from "./study.js"
import type { Micros, Options } from "./wire.js"
import type { Workspace } from "./workspace.js"

// Connects the elements of lessons with the reader's way through one, and that with a workspace of its own. This and all
// that it needs is fetched with the first lesson.

/** What lessons need of the page around them. */
export interface Stage {
  /** The reader's own database; its engine also knows about lessons. */
  readonly sandbox: Workspace
  readonly realTime: () => Micros
  open(options: Options, clock: Clock): Workspace
  /** Puts a workspace on the page. */
  enter(workspace: Workspace): void
}

/** What the page around lessons may ask. */
export interface Lessons {
  /** Shows the list. */
  choose(): Promise<void>
  /** Opens a built-in lesson by its name. */
  openNamed(name: string): Promise<void>
  /** Hands in what was run of a text, and when, if a lesson is open. */
  ran(text: string, ran: readonly Ran[]): Promise<void>
  /** Goes back to the start of the step; false when no lesson is open. */
  reset(): boolean
}

/** Whether a question has its answer. */
function told(studied: Studied): boolean {
  const { passed, revealed } = progressIn(studied, studied.index)
  return passed || revealed
}

// How fast the clock runs in a step that says so.
const paces: Readonly<Record<NonNullable<LessonStep["Clock"]>, number>> = { paused: 0, slow: 0.01, fast: 10 }

export function connectLessons(stage: Stage): Lessons {
  const menu = element<LessonMenu>("lesson-menu")
  const panel = element<LessonPanel>("lesson-panel")
  const verdict = element<LessonVerdict>("lesson-verdict")
  const dialog = element<LessonDialog>("lesson-dialog")
  const editor = element<QueryEditor>("query-editor")
  const teacher = new Teacher(stage.sandbox.client)
  let study: Study | undefined
  let workspace: Workspace | undefined

  function show(studied: Studied | undefined): void {
    const step = studied?.lesson.Steps[studied.index]
    panel.studied = studied
    verdict.studied = step?.Kind === "statement" ? studied : undefined
    editor.predicting = studied !== undefined && step?.Kind === "answer" && !told(studied)
    menu.sign = studied && {
      title: studied.lesson.Title || studied.file.Name,
      done: studied.lesson.Steps.map((_, index) => progressIn(studied, index).passed),
    }
    dialog.open = studied?.file.Name ?? ""
    element("main").classList.toggle("studying", studied !== undefined)
    emphasise(studied)
  }

  /** Puts a database that has come to a step's start in the place of the last one. */
  async function begin(lesson: Lesson, { Requests, Said, Now }: Opening, step: LessonStep, ask: Ask): Promise<void> {
    const clock = new Clock(stage.realTime, Now)
    if (step.Clock) clock.setSpeed(paces[step.Clock])
    const opened = stage.open(lesson.Options, clock)
    opened.database.remember(Said)
    const before = workspace
    workspace = opened
    const ready = opened.playground.beginWith(ask, prepared(opened, Requests))
    stage.enter(opened)
    before?.client.close()
    await ready
  }

  /** Opens a lesson; of an author's own the solutions and starts are tried, too. */
  async function start(file: LessonFile, own = false): Promise<void> {
    try {
      const lesson = await teacher.lesson(file, own)
      study = new Study(teacher, { begin }, file, lesson, show)
      dialog.close()
      panel.following = await after(file)
      address(own ? "" : file.Name)
      show(study.state)
      await go(study.go())
    } catch (cause) {
      dialog.problem = cause instanceof Error ? cause.message : String(cause)
    }
  }

  function leave(): void {
    study = undefined
    address("")
    show(undefined)
    stage.enter(stage.sandbox)
    workspace?.client.close()
    workspace = undefined
    dialog.close()
  }

  async function go(step: Promise<void> | undefined): Promise<void> {
    await step
    await panel.updateComplete
    panel.focus()
    toTop(panel)
  }

  async function choose(): Promise<void> {
    dialog.problem = ""
    dialog.show()
    dialog.entries = await catalogue()
  }

  async function openNamed(name: string): Promise<void> {
    const entry = (await catalogue()).find((entry) => entry.name === `${name.replace(/\.md$/, "")}.md`)
    if (entry) await start(await withData(fileOf(entry)))
  }

  /** Checks an answer. The reward for a right prediction is to see it come true. */
  async function answer(text: string): Promise<void> {
    const asked = study
    await asked?.answer(text)
    const { lesson, index, grade } = asked?.state ?? {}
    const { Language: language, Solution = "" } = lesson?.Steps[index!] ?? {}
    if (asked !== study || !grade?.Passed || !language || !Solution) return
    await workspace?.playground.use({ language, text: Solution.trim() })
    await workspace?.playground.run()
  }

  for (const view of [dialog, panel])
    listen<Entry>(view, "lesson", async (entry) => start(await withData(fileOf(entry))))
  listen<File[]>(dialog, "files", async (files) => {
    const file = await chosen(files)
    if (file) await start(file, true)
    else dialog.problem = "There is no Markdown file (.md) among these."
  })
  for (const view of [dialog, panel]) listen(view, "leave", leave)
  for (const view of [panel, verdict]) listen(view, "next", () => go(study?.next()))
  listen(panel, "lessons", choose)
  listen<number>(panel, "go", (index) => go(study?.go(index)))
  listen<string>(panel, "answer", answer)
  listen(panel, "hint", () => study?.hint())
  listen(panel, "reveal", () => study?.reveal())
  listen(panel, "start-over", () => go(study?.startOver()))
  listen<Ask>(panel, "use", (ask) => workspace?.playground.use(ask))
  listen<Part>(panel, "look", look)

  return {
    choose,
    openNamed,
    ran: async (text, ran) => study?.ran(text, ran),
    reset() {
      void study?.go()
      return study !== undefined
    },
  }
}

/** Sends what brings a new database to a step's start. Some of it may be refused, as it was when the reader ran it. */
const prepared = ({ client }: Workspace, requests: readonly Prepared[]): Promise<unknown> =>
  Promise.all(requests.map(({ Target, Body, Now }) => client.send(Target, Body, { now: Now })))

/** The built-in lesson that comes after one, if that is built in. */
async function after({ Name }: LessonFile): Promise<Entry | undefined> {
  const entries = await catalogue()
  const at = entries.findIndex(({ name }) => name === Name)
  return at < 0 ? undefined : entries[at + 1]
}

const fileOf = ({ name, text }: Entry): LessonFile => ({ Name: name, Text: text })

/** A lesson from the reader's files: its Markdown, and its data if that is there or is one of the page's own. */
async function chosen(files: readonly File[]): Promise<LessonFile | undefined> {
  const lesson = files.find(({ name }) => name.endsWith(".md"))
  if (!lesson) return undefined
  const data = files.find((file) => file !== lesson)
  const file = { Name: lesson.name, Text: await lesson.text() }
  return data ? { ...file, Data: await data.text() } : withData(file)
}

/** Names the lesson in the page's address, so that it can be sent to somebody, and is there again after a reload. */
function address(name: string): void {
  history.replaceState(null, "", name ? `#lesson=${encodeURIComponent(name)}` : location.pathname + location.search)
}

/** Marks the parts of the page that the step is about. */
function emphasise(studied: Studied | undefined): void {
  const show = studied?.lesson.Steps[studied.index]?.Show ?? []
  const sections = new Set(show.map((name) => parts[name]?.section))
  for (const { section } of Object.values(parts)) element(section).classList.toggle("shown", sections.has(section))
}

/** Goes to the top of the page, where a step begins; past the page's head where that takes much of the window. */
function toTop(panel: HTMLElement): void {
  const top = panel.getBoundingClientRect().top + scrollY
  scrollTo({ top: top > innerHeight / 6 ? top - 12 : 0 })
}

const still = matchMedia("(prefers-reduced-motion: reduce)")

/** Brings a part of the page to where it can be seen. */
function look({ section }: Part): void {
  const part = element<HTMLElement>(section)
  part.scrollIntoView({ behavior: still.matches ? "auto" : "smooth", block: "start" })
  const heading = part.querySelector("h2")!
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
