import { type Answer, type Asked, mistakeOf, type Problem } from "./answer.js"
import type { Ask, Members } from "./ask.js"
import { Refusal } from "./database.js"
import { type Mistake, operationIn, type Part, type Sendable } from "./script.js"
import type { Micros } from "./wire.js"

/** Something that was run, as it can be run again, and when. */
export interface Ran {
  readonly text: string
  readonly at: Micros
}

/** What a run needs of the page around it. */
export interface Runner {
  /** Sends a request, and says what was answered. */
  answer(asked: Asked, part: Part): Promise<Answer>
  /** The time at which a request is made. */
  now(): Micros
  /** When the last request was made; undefined after one that let time pass. */
  ranAt(): Micros | undefined
  /** Hears before each part how many of how many are done; false ends the run. */
  goesOn(done: number, of: number): boolean
}

/** A run of the parts of a text: each is a request of its own, and the first that is refused is the last. */
export class Run {
  readonly answers: Answer[] = []
  readonly ran: Ran[] = []
  problem: Problem | undefined

  constructor(
    private readonly ask: Ask,
    private readonly parts: readonly Part[],
    private readonly runner: Runner,
  ) {}

  async through(): Promise<void> {
    if (this.parts.length === 0) this.refuse(nothingToRun, 0)
    for (const [i, part] of this.parts.entries()) {
      if (this.problem || !this.runner.goesOn(i, this.parts.length)) return
      if (sendable(part)) await this.send(part, i)
      else this.refuse(part.Error ?? nothingToRun, i)
    }
  }

  private async send(part: Part & Sendable, i: number): Promise<void> {
    const { Target, Body, From: from, To: to } = part
    const now = this.runner.now()
    try {
      this.answers.push(await this.runner.answer({ ask: this.ask, from, to, Target, Body }, part))
    } catch (cause) {
      this.refuse(mistakeOf(cause, part), i, cause)
    }
    this.ran.push({ text: again(part, this.ask.text), at: this.runner.ranAt() ?? now })
  }

  private refuse(mistake: Mistake, i: number, cause?: unknown): void {
    const trace = cause instanceof Refusal ? cause.trace : undefined
    this.problem = { mistake, text: this.ask.text, nth: i + 1, of: this.parts.length, ...(trace && { trace }) }
  }
}

const nothingToRun: Mistake = { Type: "Nothing to run", Message: "There is no statement and no request here." }

const sendable = (part: Part): part is Part & Sendable => part.Target !== undefined && part.Body !== undefined

/** A part as a text that says all of how it was read, for whoever runs it again: a statement does, unless more was added. */
function again({ Kind, From, To, Target, Body }: Part & Sendable, text: string): string {
  const plain = Kind === "statement" && Object.keys(JSON.parse(Body) as Members).length === 1
  return plain ? text.slice(From, To) : `${operationIn(Target)} ${Body}`
}
