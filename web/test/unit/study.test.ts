import { beforeEach, describe, expect, test, vi } from "vitest"
import type { Ask } from "../../src/ask.js"
import type { Attempts, Grade, Lesson, LessonFile, LessonStep, Opening, Submission } from "../../src/lesson.js"
import { progressIn, Study, score } from "../../src/study.js"

// A lesson of three steps, and a teacher to whom the right text is "right".

const step = (Id: string, more: Partial<LessonStep> = {}): LessonStep => ({
  Id,
  Title: Id,
  Points: 2,
  Prose: "",
  Kind: "statement",
  Language: "partiql",
  Start: `start ${Id}\n`,
  Solution: "right",
  Hints: [],
  Show: [],
  ...more,
})

const lesson: Lesson = {
  Title: "A lesson",
  Lang: "en",
  Level: 1,
  Minutes: 5,
  Requires: "",
  Pass: 80,
  View: [],
  Options: {},
  Hash: "00ff",
  Intro: "",
  Steps: [
    step("first", {
      Hints: [
        { After: 1, Text: "one" },
        { After: 3, Text: "three" },
      ],
    }),
    step("ask", { Kind: "answer", Answer: { Kind: "number" } }),
    step("last", { Kind: "read", Points: 1 }),
  ],
  Problems: [],
}

class FakeTeacher {
  readonly started: { step: string; before: Attempts }[] = []
  readonly handedIn: Submission[] = []
  refusal = ""

  async start(_: LessonFile, step: string, before: Attempts): Promise<Opening> {
    if (this.refusal) throw new Error(this.refusal)
    this.started.push({ step, before })
    return { Requests: [], Said: {}, Now: 0 }
  }

  async grade(_file: LessonFile, _step: string, _before: Attempts, submission: Submission): Promise<Grade> {
    this.handedIn.push(submission)
    const text = "Answer" in submission ? submission.Answer : submission.Attempt.at(-1)
    const Passed = text === "right"
    return { Passed, Points: Passed ? 2 : 0, Reason: Passed ? "" : "why", Difference: "", Checks: [] }
  }
}

const storage = new Map<string, string>()
vi.stubGlobal("localStorage", {
  getItem: (name: string) => storage.get(name) ?? null,
  setItem: (name: string, text: string) => storage.set(name, text),
})

beforeEach(() => storage.clear())

/** A text of one part, run at a moment. */
const one = (text: string, at: number) => [text, [{ text: text.trim(), at }]] as const

function begun() {
  const teacher = new FakeTeacher()
  const asks: Ask[] = []
  const desk = { begin: async (_: Lesson, _opening: Opening, _step: LessonStep, ask: Ask) => void asks.push(ask) }
  const study = new Study(teacher, desk, { Name: "a.md", Text: "" }, lesson, () => undefined)
  return { teacher, asks, study, mine: () => progressIn(study.state, study.state.index) }
}

describe("a study", () => {
  test("begins with the introduction, beside the first step's database", async () => {
    const { study, asks } = begun()
    await study.go()
    expect(study.state.index).toBe(-1)
    expect(asks).toEqual([{ language: "partiql", text: "start first" }])
  })

  test("knows the step's start again when that is what was run", async () => {
    const { study } = begun()
    await study.go(0)
    await study.ran(...one("start first", 0))
    expect(study.state).toMatchObject({ expected: true, grade: { Passed: false } })
    await study.ran(...one("something else", 0))
    expect(study.state.expected).toBe(false)
    await study.ran(...one("start first\n", 0))
    expect(study.state.expected).toBe(true)
    await study.go(1)
    await study.ran(...one("start ask", 0))
    await study.answer("wrong")
    expect(study.state.expected).toBe(false)
  })

  test("hands in all that was run since the step began", async () => {
    const { study, teacher, mine } = begun()
    await study.go(0)
    await study.ran(...one("wrong", 5))
    expect(study.state.grade).toMatchObject({ Passed: false, Reason: "why" })
    expect(mine()).toMatchObject({ tries: 1, passed: false })
    await study.ran(...one("right", 8))
    expect(teacher.handedIn).toEqual([
      { Attempt: ["wrong"], At: [5] },
      { Attempt: ["wrong", "right"], At: [5, 8] },
    ])
    expect(mine()).toMatchObject({ passed: true, points: 2, attempts: ["wrong", "right"] })
  })

  test("hands in each part of what was run together, and knows the start by the whole of it", async () => {
    const { study, teacher } = begun()
    await study.go(0)
    await study.ran("start first", [
      { text: "start", at: 5 },
      { text: "right", at: 6 },
    ])
    expect(teacher.handedIn).toEqual([{ Attempt: ["start", "right"], At: [5, 6] }])
    expect(study.state).toMatchObject({ expected: true, grade: { Passed: true } })
  })

  test("begins a step where the reader's own attempts led", async () => {
    const { study, teacher } = begun()
    await study.go(0)
    await study.ran(...one("right", 0))
    await study.next()
    expect(teacher.started.at(-1)).toEqual({ step: "ask", before: { first: ["right"] } })
  })

  test("takes a step that has not passed as solved when the next begins", async () => {
    const { study, teacher } = begun()
    await study.go(0)
    await study.ran(...one("wrong", 0))
    await study.next()
    expect(teacher.started.at(-1)).toEqual({ step: "ask", before: {} })
  })

  test("forgets attempts on a reset, and keeps what passed", async () => {
    const { study, teacher, mine } = begun()
    await study.go(0)
    await study.ran(...one("right", 0))
    await study.go()
    expect(study.state.grade).toBeUndefined()
    await study.ran(...one("wrong", 0))
    expect(teacher.handedIn.at(-1)).toEqual({ Attempt: ["wrong"], At: [0] })
    expect(mine()).toMatchObject({ passed: true, points: 2, tries: 0 })
  })

  test("offers hints by attempts", async () => {
    const { study, mine } = begun()
    await study.go(0)
    study.hint()
    expect(mine().hints).toBe(0)
    await study.ran(...one("wrong", 0))
    study.hint()
    study.hint()
    expect(mine().hints).toBe(1)
    await study.ran(...one("wrong", 0))
    await study.ran(...one("wrong", 0))
    study.hint()
    expect(mine().hints).toBe(2)
  })

  test("gives no points for a solution that was shown before, and all of them after", async () => {
    const { study, mine } = begun()
    await study.go(0)
    study.reveal()
    await study.ran(...one("right", 0))
    expect(mine()).toMatchObject({ passed: true, revealed: true, points: 0 })
    await study.go(1)
    await study.answer("right")
    study.reveal()
    expect(mine()).toMatchObject({ passed: true, points: 2 })
  })

  test("counts the tries of an answer, and a step that is only read as done by going on", async () => {
    const { study, teacher } = begun()
    await study.go(1)
    await study.answer("wrong")
    await study.answer("right")
    expect(teacher.handedIn).toEqual([
      { Answer: "wrong", Tries: 1 },
      { Answer: "right", Tries: 2 },
    ])
    await study.next()
    await study.next()
    expect(study.state.index).toBe(3)
    expect(score(study.state)).toEqual({ earned: 3, all: 5, done: 2 })
  })

  test("is where it was left, and starts over when it is told to", async () => {
    const { study } = begun()
    await study.go(0)
    await study.ran(...one("right", 0))
    await study.next()
    const again = begun().study
    expect(again.state.index).toBe(1)
    expect(score(again.state)).toMatchObject({ done: 1 })
    await again.startOver()
    expect(again.state.index).toBe(-1)
    expect(score(begun().study.state)).toMatchObject({ done: 0 })
  })

  test("says why a step can't begin, and lets go of a grade that comes too late", async () => {
    const { study, teacher } = begun()
    teacher.refusal = "no data"
    await study.go(0)
    expect(study.state.problem).toBe("no data")
    teacher.refusal = ""
    await study.go(0)
    const late = study.ran(...one("right", 0))
    await study.go(1)
    await late
    expect(study.state).toMatchObject({ grade: undefined, grading: false, problem: "" })
    expect(score(study.state).done).toBe(0)
  })
})
