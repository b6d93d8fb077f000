import type { Language } from "./ask.js"
import { type Client, jsonOf } from "./client.js"
import { type Micros, type Options, ringside } from "./wire.js"

// Lessons as the engine reads and grades them.

/** A lesson's text, and that of its data file. */
export interface LessonFile {
  readonly Name: string
  readonly Text: string
  readonly Data?: string
}

export interface Lesson {
  readonly Title: string
  readonly Lang: string
  readonly Level: number
  readonly Minutes: number
  readonly Requires: string
  /** How many percent of the points are enough. */
  readonly Pass: number
  /** The parts of the page that the lesson is about. */
  readonly View: readonly string[]
  readonly DataPath?: string
  readonly Options: Options
  readonly Hash: string
  readonly Intro: string
  readonly Steps: readonly LessonStep[]
  readonly Problems: readonly LessonProblem[]
}

export interface LessonStep {
  readonly Id: string
  readonly Title: string
  readonly Points: number
  /** How the clock begins, if not as real time goes. */
  readonly Clock?: "paused" | "slow" | "fast"
  readonly Prose: string
  /** Something is run, a question is answered, or there is nothing to do. */
  readonly Kind: "statement" | "answer" | "read"
  readonly Language: Language
  readonly Start?: string
  readonly Solution?: string
  readonly Hints: readonly Hint[]
  readonly Answer?: { readonly Kind: "number" | "text" | "choice"; readonly Choices?: readonly string[] }
  readonly Show: readonly string[]
  /** It has a problem of its own. */
  readonly Broken?: boolean
}

/** A hint, offered after so many failed attempts. */
export interface Hint {
  readonly After: number
  readonly Text: string
}

/** A mistake in a lesson, and where it is. */
export interface LessonProblem {
  readonly File: string
  readonly Line: number
  readonly Column: number
  readonly Length: number
  readonly Source: string
  readonly Message: string
}

/** What is said to an attempt. */
export interface Grade {
  readonly Passed: boolean
  readonly Points: number
  readonly Reason: string
  readonly Difference: string
  readonly Checks: readonly { readonly Text: string; readonly Passed: boolean }[]
}

/** A request on the way to a step's start. */
export interface Prepared {
  readonly Target: string
  readonly Body: string
  readonly Now: Micros
}

/** What brings a new database to a step's start, and what was said on the way that a request can hand in again. */
export interface Opening {
  readonly Requests: readonly Prepared[]
  readonly Said: Readonly<Record<string, string>>
  /** When that is done. */
  readonly Now: Micros
}

/** What was run in steps, by their ids. */
export type Attempts = Readonly<Record<string, readonly string[]>>

/** What is handed in: what was run since the step began, each at its moment, or an answer. */
export type Submission =
  | { readonly Attempt: readonly string[]; readonly At?: readonly Micros[] }
  | { readonly Answer: string; readonly Tries: number }

/** Who knows about lessons: the engine of any database, which it leaves as it is. */
export class Teacher {
  constructor(private readonly client: Pick<Client, "send">) {}

  /** Reads a lesson. With `proof` its solutions and starts are tried, too, and what is wrong with them told. */
  lesson(file: LessonFile, proof = false): Promise<Lesson> {
    return this.ask("Lesson", { ...file, Proof: proof })
  }

  /** What brings a new database to the start of a step. */
  start(file: LessonFile, step: string, before: Attempts): Promise<Opening> {
    return this.ask("Lesson", { ...file, Step: step, Before: before })
  }

  grade(file: LessonFile, step: string, before: Attempts, submission: Submission): Promise<Grade> {
    return this.ask("Grade", { ...file, Step: step, Before: before, ...submission })
  }

  private async ask<T>(operation: string, body: object): Promise<T> {
    const response = await this.client.send(ringside(operation), JSON.stringify(body))
    if (response.status === 200) return jsonOf<T>(response)
    throw new Error(jsonOf<{ message?: string }>(response).message ?? `${operation} was refused`)
  }
}
