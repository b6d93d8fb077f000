import { type Ask, type Language, partiql } from "./ask.js"
import type { Attempts, Grade, Lesson, LessonFile, LessonStep, Opening, Submission, Teacher } from "./lesson.js"
import { keepProgress, keepSign, type Progress, progressOf, type StepProgress, untried } from "./progress.js"
import type { Ran } from "./run.js"
import type { Micros } from "./wire.js"

/** Where a lesson is worked on: the page, with a database for it. */
export interface Desk {
  /** Brings a new database to a step's start, and puts something to ask beside it. */
  begin(lesson: Lesson, opening: Opening, step: LessonStep, ask: Ask): Promise<void>
}

/** All that the page shows of a lesson. */
export interface Studied {
  readonly file: LessonFile
  readonly lesson: Lesson
  /** Of the step; before the first is the introduction, after the last the end. */
  readonly index: number
  readonly progress: Progress
  /** What was said to the last attempt. */
  readonly grade: Grade | undefined
  /** Whether it was the step's start, unchanged: trying that first is how the step is meant. */
  readonly expected: boolean
  readonly grading: boolean
  /** Why the step could not begin or be graded, "" when it could. */
  readonly problem: string
}

/** A reader's way through a lesson. Every change is told. */
export class Study {
  state: Studied
  /** What was run since the step began. */
  private attempts: readonly string[] = []
  private moments: readonly Micros[] = []
  /** The text that the last of it stood in. */
  private last = ""
  /** Counts the beginnings of steps: a grade for an earlier one comes too late. */
  private turn = 0

  constructor(
    private readonly teacher: Pick<Teacher, "start" | "grade">,
    private readonly desk: Desk,
    file: LessonFile,
    lesson: Lesson,
    private readonly tell: (state: Studied) => void,
  ) {
    const progress = progressOf(lesson.Hash)
    const index = lesson.Steps.findIndex(({ Id }) => Id === progress.at)
    this.state = { file, lesson, index, progress, grade: undefined, expected: false, grading: false, problem: "" }
  }

  /** Goes to the start of a step: by itself where the reader was last. */
  async go(index = this.state.index): Promise<void> {
    const { lesson, file } = this.state
    const turn = ++this.turn
    this.attempts = []
    this.moments = []
    this.become({ index, grade: undefined, expected: false, grading: false, problem: "" })
    this.note({ at: lesson.Steps[index]?.Id ?? "" })
    // The introduction already shows the first step's database; the end leaves the last one's.
    const step = lesson.Steps[Math.max(0, index)]
    if (!step) return
    try {
      const opening = await this.teacher.start(file, step.Id, this.before(index))
      if (turn === this.turn) await this.desk.begin(lesson, opening, step, askOf(step))
    } catch (cause) {
      if (turn === this.turn) this.become({ problem: messageOf(cause) })
    }
  }

  /** Goes on; a step in which there is nothing to do is done by that. */
  async next(): Promise<void> {
    const { step } = this
    if (step?.Kind === "read") this.mark({ passed: true, points: step.Points })
    await this.go(this.state.index + 1)
  }

  /** Hands in what was run of a text, each part at its moment. */
  async ran(text: string, ran: readonly Ran[]): Promise<void> {
    this.attempts = [...this.attempts, ...ran.map(({ text }) => text)]
    this.moments = [...this.moments, ...ran.map(({ at }) => at)]
    this.last = text.trim()
    if (this.step?.Kind === "statement") await this.handIn({ Attempt: this.attempts, At: this.moments })
  }

  /** Hands in an answer. */
  async answer(text: string): Promise<void> {
    await this.handIn({ Answer: text, Tries: this.mine.tries + 1 })
  }

  private async handIn(submission: Submission): Promise<void> {
    const { file, index } = this.state
    const { step, turn, attempts, last } = this
    if (!step) return
    this.become({ grading: true, problem: "" })
    try {
      const grade = await this.teacher.grade(file, step.Id, this.before(index), submission)
      if (turn === this.turn) this.take(grade, attempts, last)
    } catch (cause) {
      if (turn === this.turn) this.become({ problem: messageOf(cause) })
    } finally {
      if (turn === this.turn) this.become({ grading: false })
    }
  }

  private take(grade: Grade, attempts: readonly string[], last: string): void {
    const { passed, revealed, tries } = this.mine
    const { Kind, Start } = this.step!
    this.become({ grade, expected: Kind === "statement" && last === Start?.trim() })
    if (passed) return
    if (grade.Passed) this.mark({ passed: true, points: revealed ? 0 : grade.Points, attempts })
    else this.mark({ tries: tries + 1 })
  }

  /** Opens the next hint, if it is offered yet. */
  hint(): void {
    const { hints, tries } = this.mine
    const next = this.step?.Hints[hints]
    if (next && next.After <= tries) this.mark({ hints: hints + 1 })
  }

  /** Shows the solution; a step that has not passed yet brings no points any more. */
  reveal(): void {
    this.mark({ revealed: true })
  }

  /** Forgets all that was done in this lesson. */
  async startOver(): Promise<void> {
    this.become({ progress: { at: "", steps: {} } })
    await this.go(-1)
  }

  private get step(): LessonStep | undefined {
    return this.state.lesson.Steps[this.state.index]
  }

  private get mine(): StepProgress {
    return progressIn(this.state, this.state.index)
  }

  /** What was run in the steps before one; where a step has not passed, its solution stands in. */
  private before(index: number): Attempts {
    const { lesson, progress } = this.state
    const steps = lesson.Steps.slice(0, Math.max(0, index)).map(
      ({ Id }) => [Id, progress.steps[Id]?.attempts ?? []] as const,
    )
    return Object.fromEntries(steps.filter(([, attempts]) => attempts.length > 0))
  }

  private mark(change: Partial<StepProgress>): void {
    const { step, mine } = this
    if (step) this.note({ steps: { ...this.state.progress.steps, [step.Id]: { ...mine, ...change } } })
  }

  private note(change: Partial<Progress>): void {
    const progress = { ...this.state.progress, ...change }
    const { lesson, file } = this.state
    keepProgress(lesson.Hash, progress)
    keepSign(file.Name, score({ lesson, progress }).done, lesson.Steps.length)
    this.become({ progress })
  }

  private become(change: Partial<Studied>): void {
    this.state = { ...this.state, ...change }
    this.tell(this.state)
  }
}

/** How far one of the steps is. */
export function progressIn({ lesson, progress }: Pick<Studied, "lesson" | "progress">, index: number): StepProgress {
  return { ...untried, ...progress.steps[lesson.Steps[index]?.Id ?? ""] }
}

/** The points that were earned, those that there are, and how many steps are done. */
export function score(state: Pick<Studied, "lesson" | "progress">): { earned: number; all: number; done: number } {
  const steps = state.lesson.Steps.map((_, index) => progressIn(state, index))
  return {
    earned: steps.reduce((sum, { points }) => sum + points, 0),
    all: state.lesson.Steps.reduce((sum, { Points }) => sum + Points, 0),
    done: steps.filter(({ passed }) => passed).length,
  }
}

function askOf({ Start = "", Language: language, Kind }: LessonStep): Ask {
  const text = Start.trimEnd()
  return Kind === "statement" ? { language: language as Language, text } : partiql(text)
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
