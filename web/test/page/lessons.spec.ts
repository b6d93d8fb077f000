import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Locator } from "@playwright/test"
import { type Grade, type Lesson, type LessonFile, type LessonStep, Teacher } from "../../src/lesson.js"
import type { Response } from "../../src/wire.js"
import { openEngine, repository } from "../sdk/hosts.js"
import { expect, expectAccessible, isTried, type Ringside, sizes, test } from "./stage.js"

// The built-in lessons, each from start to end; what is right in them is asked of an engine beside the page.

const tutorials = join(repository, "tutorials")

async function teacher(): Promise<Teacher> {
  const engine = await openEngine()
  const send = async (target: string, asked: string | Uint8Array): Promise<Response> => {
    const { status, now, n, requestId, crc32, body } = engine.call({ target, body: asked, now: 0 })
    return { status, now, n, requestId, crc32, body: body.slice(), trace: new Uint8Array() }
  }
  return new Teacher({ send })
}

function file(name: string): LessonFile {
  const Text = readFileSync(join(tutorials, name), "utf8")
  const data = /^data: *(.*)$/m.exec(Text)?.[1]
  return { Name: name, Text, ...(data && { Data: readFileSync(join(tutorials, data), "utf8") }) }
}

/** What answers a question: of all numbers and choices, the one that passes; the numbers in the lesson come first. */
async function rightAnswer(teacher: Teacher, lesson: LessonFile, { Id: step, Answer }: LessonStep): Promise<string> {
  for (const choice of Answer?.Choices ?? []) {
    if ((await teacher.grade(lesson, step, {}, { Answer: choice, Tries: 1 })).Passed) return choice
  }
  const written = lesson.Text.match(/\d+/g) ?? []
  const halves = Array.from({ length: 2000 }, (_, n) => String(n / 2))
  for (const Answer of new Set([...written, ...halves])) {
    if ((await teacher.grade(lesson, step, {}, { Answer, Tries: 1 })).Passed) return Answer
  }
  throw new Error(`nothing answers ${step}`)
}

/** How a reader works: with the mouse, or without. */
interface Hands {
  press(ringside: Ringside, button: Locator): Promise<void>
  write(ringside: Ringside, text: string): Promise<void>
}

const editorIn = ({ page }: Ringside): Locator =>
  page.getByRole("tabpanel", { name: /PartiQL|Request/ }).getByRole("textbox")

const mouse: Hands = {
  press: (_, button) => button.click(),
  async write(ringside, text) {
    await ringside.write(text, editorIn(ringside))
    await ringside.run.click()
  },
}

const keyboard: Hands = {
  async press(ringside, button) {
    await ringside.tabTo(button)
    await ringside.page.keyboard.press("Enter")
  },
  async write(ringside, text) {
    await ringside.tabTo(editorIn(ringside))
    await ringside.replace(text)
    await ringside.page.keyboard.press("ControlOrMeta+Enter")
  },
}

const next = ({ page }: Ringside): Locator => page.getByRole("button", { name: /^(Next step|Finish) →$/ })

/** Opens a lesson from the list and begins with its first step. */
async function begin(ringside: Ringside, lesson: Lesson, hands: Hands = mouse): Promise<void> {
  const { page } = ringside
  await ringside.open()
  await hands.press(ringside, page.getByRole("button", { name: "Lessons…" }))
  await hands.press(ringside, page.getByRole("dialog").getByRole("button", { name: lesson.Title }))
  await expect(ringside.lesson).toContainText(lesson.Title)
  const heading = ringside.lesson.getByRole("heading", { level: 3 })
  await expect(heading).toBeFocused()
  await hands.press(ringside, page.getByRole("button", { name: "Begin →" }))
  await expect(heading).toContainText(lesson.Steps[0]!.Title)
  // Its database is there then, too.
  await expect(heading).toBeFocused()
}

// A workload is played to its end for its grade, which takes a while on a machine that is busy.
const graded = { timeout: 20_000 }

/** Runs what a step begins with, which fails as the lesson means it to, for the reason that it gives. */
async function fail(ringside: Ringside, step: LessonStep, grade?: Grade): Promise<void> {
  await expect(editorIn(ringside)).not.toBeEmpty()
  await ringside.run.click()
  await expect(ringside.verdict).toContainText("As expected:", graded)
  if (!grade) return
  expect(grade.Reason, step.Id).not.toBe("")
  await expect(ringside.verdict).toContainText(grade.Reason.replace(/[`*]/g, ""))
  await expect(ringside.verdict).toContainText(differenceOf(grade, step))
  // Where the start did harm, the reason says how to go on; and a workload goes on for a while.
  if (!/\bReset\b/.test(grade.Reason) && !step.Start!.startsWith("Workload")) return
  await ringside.page.getByRole("button", { name: "Reset", exact: true }).click()
  await expect(ringside.result).toContainText("Nothing has run yet.")
}

/** The difference that a grade tells; how much becomes of a workload also depends on when in a second it begins. */
const differenceOf = ({ Difference }: Grade, { Start }: LessonStep): string | RegExp =>
  Start!.startsWith("Workload")
    ? new RegExp(Difference.replace(/[.?()%]/g, "\\$&").replace(/\d+/g, "\\d+"))
    : Difference

async function pass(ringside: Ringside, hands: Hands, step: LessonStep, answer: string): Promise<void> {
  if (step.Kind === "statement") {
    await expect(ringside.run).toHaveAttribute("aria-busy", "false")
    await hands.write(ringside, step.Solution!.trim())
  }
  if (step.Answer?.Choices) {
    await ringside.tabTo(ringside.page.getByRole("radio").first())
    for (let i = step.Answer.Choices.indexOf(answer); i > 0; i--) await ringside.page.keyboard.press("ArrowDown")
    await ringside.page.keyboard.press("Space")
    await hands.press(ringside, ringside.page.getByRole("button", { name: "Check the answer" }))
  } else if (step.Answer) {
    await ringside.tabTo(ringside.page.getByRole("textbox", { name: "Your answer" }))
    await ringside.page.keyboard.type(answer)
    await hands.press(ringside, ringside.page.getByRole("button", { name: "Check the answer" }))
  }
  if (step.Kind !== "read") await expect(ringside.verdict).toContainText("✓ Right.", graded)
}

/** Lessons in which a read may find less than the leader has, of which the badge speaks: followers and indexes are behind. */
const behind = new Set(["consistency.md", "global-index.md"])

/** The badge says of a read what it has just been seen to do. */
async function expectAsTold({ summary, badge }: Ringside, name: string): Promise<void> {
  const read = /(GetItem|Query|Scan) · (\d+)\/(\d+) partitions? · read (\d+) .* · ([\d.]+) units?/
  const did = read.exec((await summary.innerText()).replace(/\s+/g, " "))
  if (!did) return
  const [, operation, some, all, items, units] = did
  const way = `${operation}( of \\w+)? · ${some === all ? "all" : `${some} of`} ${all} partitions?`
  await expect(badge).toHaveText(
    new RegExp(behind.has(name) ? way : `${way} · reads ${items} items? · ${units} units?`),
  )
}

// All that a step can ask for is in these.
const byKeyboard = new Set(["consistency.md", "hash-table.md", "partiql.md", "streams.md", "what-it-costs.md"])

for (const name of readdirSync(tutorials).filter((name) => name.endsWith(".md") && name !== "README.md")) {
  for (const [how, hands] of [
    ["by mouse", mouse],
    ["by keyboard alone", keyboard],
  ] as const) {
    if (hands === keyboard && !byKeyboard.has(name)) continue
    test(`${name} from start to end ${how}`, async ({ ringside }) => {
      test.setTimeout(120_000)
      const [taught, asked] = [await teacher(), file(name)]
      const lesson = await taught.lesson(asked)
      expect(lesson.Problems).toEqual([])
      await begin(ringside, lesson, hands)
      for (const step of lesson.Steps) {
        const heading = ringside.lesson.getByRole("heading", { level: 3 })
        await expect(heading).toContainText(step.Title)
        // Its database is there then, too, though it may have many requests to replay.
        await expect(heading).toBeFocused(graded)
        if (how === "by mouse" && step.Kind === "statement") {
          await fail(ringside, step, await taught.grade(asked, step.Id, {}, { Attempt: [step.Start!] }))
        }
        const answer = step.Kind === "answer" ? await rightAnswer(taught, asked, step) : ""
        await pass(ringside, hands, step, answer)
        if (step.Kind === "statement") await expectAsTold(ringside, name)
        await hands.press(ringside, next(ringside).last())
      }
      const points = lesson.Steps.reduce((sum, { Points }) => sum + Points, 0)
      await expect(ringside.lesson).toContainText("You have finished the lesson")
      await expect(ringside.lesson).toContainText(`${points} of ${points} point`)
    })
  }
}

async function first(ringside: Ringside): Promise<Lesson> {
  const lesson = await (await teacher()).lesson(file("hash-table.md"))
  await begin(ringside, lesson)
  return lesson
}

test("what a question asks for is not given away by the badge", async ({ ringside, page }) => {
  await first(ringside)
  await page.getByRole("button", { name: "Step 4" }).click()
  await expect(page.getByRole("textbox", { name: "Your answer" })).toBeVisible()
  await ringside.write(`SELECT * FROM "Music"`, editorIn(ringside))
  await expect(ringside.badge).toContainText("First your prediction")
  await expect(ringside.badge).not.toContainText("units")
})

for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ["light", "dark"] as const) {
    if (!isTried(size, colorScheme)) continue
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, contextOptions: { reducedMotion: "reduce" } })

      test("axe finds nothing in a lesson", async ({ ringside, page }) => {
        const { Steps } = await first(ringside)
        await fail(ringside, Steps[0]!)
        await page.getByRole("button", { name: /^Hint 1/ }).click()
        await page.getByRole("button", { name: /^Show solution/ }).click()
        await expectAccessible(page, "after a failed attempt")
        await page.getByRole("button", { name: "Write it into the editor" }).click()
        await ringside.run.click()
        await expect(ringside.verdict).toContainText("Right.")
        await expectAccessible(page, "after one that passed")
        await page.getByRole("button", { name: "Step 4" }).click()
        await expect(page.getByRole("textbox", { name: "Your answer" })).toBeVisible()
        await expectAccessible(page, "with a question")
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(wide).toBeLessThanOrEqual(0)
        await page.getByRole("button", { name: /^Lesson: / }).click()
        await expectAccessible(page, "with the list of lessons")
      })
    })
  }
}

test("on a phone what can be touched in a lesson is at least 44 pixels high", async ({ ringside, page }) => {
  await page.setViewportSize(sizes.phone)
  await first(ringside)
  for (const button of await ringside.lesson.getByRole("button").all()) {
    const box = await button.boundingBox()
    expect(box?.height ?? 44, await button.innerText()).toBeGreaterThanOrEqual(44)
  }
})

test("hints are offered by attempts, and the solution brings no points", async ({ ringside, page }) => {
  const { Steps } = await first(ringside)
  const wait = page.getByRole("button", { name: "Hint after 1 more try" })
  await expect(wait).toHaveAttribute("aria-disabled", "true")
  await fail(ringside, Steps[0]!)
  await page.getByRole("button", { name: "Hint 1 of 2" }).click()
  await expect(page.getByRole("status", { name: "Hints" })).toContainText("Hint 1")
  await expect(wait).toBeVisible()
  await page.getByRole("button", { name: "Show solution (no points)" }).click()
  await page.getByRole("button", { name: "Write it into the editor" }).click()
  await expect(ringside.editor).toContainText(Steps[0]!.Solution!.trim())
  await ringside.run.click()
  await expect(ringside.verdict).toContainText("brings no points")
  await expect(ringside.lesson).toContainText("0 of 1 point")
})

test("a right attempt is led on from in one place, and what was checked is folded", async ({ ringside, page }) => {
  const { Steps } = await first(ringside)
  await expect(next(ringside)).toHaveCount(1)
  await ringside.write('SELECT * FROM "Music"')
  await ringside.run.click()
  await expect(ringside.verdict).toContainText("Not yet.")
  await expect(page.getByRole("list", { name: "Checks" })).toBeHidden()
  await ringside.verdict.getByText("What was checked").click()
  await expect(page.getByRole("list", { name: "Checks" })).toBeVisible()
  await ringside.write(Steps[0]!.Solution!.trim())
  await ringside.run.click()
  await expect(ringside.verdict).toContainText("Right.")
  await expect(next(ringside)).toHaveCount(1)
  await expect(page.getByRole("button", { name: /more tr(y|ies)/ })).toHaveCount(0)
})

test("a right prediction is run, and the answer does not stay for the next one", async ({ ringside, page }) => {
  const [taught, asked] = [await teacher(), file("partition-key.md")]
  const lesson = await taught.lesson(asked)
  await begin(ringside, lesson)
  const [one, two] = lesson.Steps.flatMap((step, i) => (step.Kind === "answer" ? [{ ...step, i }] : []))
  const field = page.getByRole("textbox", { name: "Your answer" })
  await page.getByRole("button", { name: `Step ${one!.i + 1}:` }).click()
  await field.fill(await rightAnswer(taught, asked, one!))
  await page.getByRole("button", { name: "Check the answer" }).click()
  await expect(ringside.editor).toContainText(one!.Solution!.trim())
  await expect(ringside.summary).toContainText("GetItem")
  await page.getByRole("button", { name: `Step ${two!.i + 1}:` }).click()
  await expect(field).toHaveValue("")
})

test("an index is read too early while the clock stands, and rightly when time has gone on", async ({
  ringside,
  page,
}) => {
  const lesson = await (await teacher()).lesson(file("global-index.md"))
  await begin(ringside, lesson)
  const at = lesson.Steps.findIndex(({ Id }) => Id === "stale")
  await page.getByRole("button", { name: `Step ${at + 1}:` }).click()
  await expect(page.getByRole("button", { name: "Let the clock run" })).toBeVisible()
  await expect(editorIn(ringside)).toContainText("Amir")
  const [write, read] = lesson.Steps[at]!.Solution!.trim().split(/\n\s*\n/)
  await mouse.write(ringside, write!)
  await expect(ringside.verdict).toContainText("before any time passes")
  await mouse.write(ringside, read!)
  await expect(ringside.verdict).toContainText("✓ Right.")
  await expect(ringside.result).not.toContainText("o-1032")
  await expect(ringside.steps.filter({ hasText: "the index has yet to hear of 1 write to the table" })).toHaveCount(1)
  await page.getByRole("button", { name: "Let the clock run" }).click()
  await expect(page.getByRole("button", { name: "Nothing due" })).toBeVisible()
  await ringside.run.click()
  await expect(ringside.verdict).toContainText("The index has heard of the write already")
  await expect(ringside.result).toContainText("o-1032")
})

test("the clock begins a step when its setup has ended", async ({ ringside, page }) => {
  const lesson = await (await teacher()).lesson(file("time-to-live.md"))
  await begin(ringside, lesson)
  await page.getByRole("button", { name: "Step 2:" }).click()
  await expect(page.locator("virtual-clock time")).toHaveText(/^01:00:/)
})

test("the list numbers the lessons and says where to start, and the end names the next", async ({ ringside, page }) => {
  await ringside.open()
  await page.getByRole("button", { name: "Lessons…" }).click()
  const entries = page.getByRole("dialog", { name: "Lessons" }).getByRole("listitem").getByRole("button")
  await expect(entries).toHaveText([
    /^\s*1.*hash table.*Start here/is,
    /^\s*2.*partition key/is,
    /^\s*3.*sort/is,
    /^\s*4.*cost/is,
    /^\s*5.*request itself/is,
    /^\s*6.*questions for a sort key/is,
    /^\s*7.*page after page/is,
    /^\s*8.*partiql/is,
    /^\s*9.*global secondary/is,
    /^\s*10.*local secondary/is,
    /^\s*11.*time to live/is,
    /^\s*12.*streams/is,
    /^\s*13.*three replicas/is,
    /^\s*14.*capacity modes/is,
    /^\s*15.*write sharding/is,
    /^\s*16.*splits/is,
    /^\s*17.*two pictures/is,
    /^\s*18.*retries/is,
  ])
  await entries.first().click()
  const { Steps } = await (await teacher()).lesson(file("hash-table.md"))
  await page.getByRole("button", { name: `Step ${Steps.length}:` }).click()
  await next(ringside).click()
  await page.getByRole("button", { name: "Next lesson: The partition key decides where →" }).click()
  await expect(ringside.lesson.getByRole("heading", { level: 2 })).toHaveText("The partition key decides where")
})

test("a reset brings the step back to its start", async ({ ringside, page }) => {
  const { Steps } = await first(ringside)
  await ringside.write(Steps[0]!.Solution!.trim())
  await ringside.run.click()
  await expect(ringside.verdict).toContainText("Right.")
  await page.getByRole("button", { name: "Reset", exact: true }).click()
  await expect(ringside.verdict).toBeEmpty()
  await expect(ringside.editor).toHaveText(Steps[0]!.Start!.trim())
  // The song that was put in is not there any more: it can be put in again.
  await ringside.write(Steps[0]!.Solution!.trim())
  await ringside.run.click()
  await expect(ringside.verdict).toContainText("Right.")
})

test("progress is there after a reload, and can be forgotten", async ({ ringside, page }) => {
  const { Title, Steps } = await first(ringside)
  await ringside.write(Steps[0]!.Solution!.trim())
  await ringside.run.click()
  await expect(ringside.verdict).toContainText("Right.")
  await next(ringside).click()
  await expect(page.getByRole("button", { name: `Lesson: ${Title}, 1 of ${Steps.length} done` })).toBeVisible()
  await page.reload()
  await expect(ringside.lesson.getByRole("heading", { level: 3 })).toContainText(Steps[1]!.Title)
  await expect(page.getByRole("button", { name: "Step 1: Put a song in, done" })).toBeVisible()
  for (let i = 1; i < Steps.length; i++) await next(ringside).first().click()
  await expect(ringside.lesson).toContainText("This is the end of the lesson")
  await page.getByRole("button", { name: "Start over" }).click()
  await expect(page.getByRole("button", { name: "Begin →" })).toBeVisible()
  await expect(page.getByRole("button", { name: `Lesson: ${Title}, 0 of ${Steps.length} done` })).toBeVisible()
})

test("leaving a lesson leads back to the reader's own tables as they were", async ({ ringside, page }) => {
  await first(ringside)
  await expect(page.getByRole("combobox", { name: "Table" })).toHaveValue("Music")
  await page.getByRole("button", { name: "Leave lesson" }).click()
  await expect(ringside.lesson).toBeHidden()
  await expect(page.getByRole("combobox", { name: "Table" })).toHaveValue("Shop")
  await expect(ringside.summary).toHaveText(/^6 items · Query/)
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^6 items · Query/)
})

const own = `---
ringside: 1
title: <b>Mine</b>
data: ./data/music.json
engine: seed=1
---
# Mine

Hello <img src=x onerror=alert(1)> and <script>alert(2)</script>, [bad](javascript:alert(3)), [good](https://example.org "t").

## One {#one}

See \`<i>code</i>\` and ![a picture](https://example.org/a.png).

\`\`\`partiql start
SELECT * FROM "Music"
\`\`\`
\`\`\`check
operation = Query : Use the <b>key</b>.
speed = 3
\`\`\`
\`\`\`partiql solution
SELECT * FROM "Music" WHERE Artist = 'Kestrel'
\`\`\`

\`\`\`nonsense
what is this
\`\`\`

## Two {#two}

Still here.
`

async function openOwn(ringside: Ringside, text: string): Promise<void> {
  const { page } = ringside
  await ringside.open()
  await page.getByRole("button", { name: "Lessons…" }).click()
  await page
    .getByLabel("A lesson of your own")
    .setInputFiles([{ name: "mine.md", mimeType: "text/markdown", buffer: Buffer.from(text) }])
}

test("an author sees what is wrong with a lesson, and the rest of it works", async ({ ringside, page }) => {
  await openOwn(ringside, own)
  await expect(ringside.lesson).toContainText("problems in this lesson; the rest works")
  await expect(ringside.lesson).toContainText(/mine\.md:\d+:\d+/)
  await expect(ringside.lesson.locator("pre", { hasText: "speed = 3" })).toContainText("^")
  await expect(ringside.lesson.locator("pre", { hasText: "nonsense" })).toContainText("^")
  await page.getByRole("button", { name: "Step 2: Two" }).click()
  await expect(ringside.lesson).toContainText("Still here.")
})

test("HTML in the prose of a lesson shows as text, and links are safe", async ({ ringside, page }) => {
  await openOwn(ringside, own)
  await expect(ringside.lesson).toContainText("Hello <img src=x onerror=alert(1)> and <script>alert(2)</script>")
  await expect(ringside.lesson).toContainText("<b>Mine</b>")
  await expect(page.getByRole("link", { name: "good" })).toHaveAttribute("rel", "noopener noreferrer")
  await expect(page.getByRole("link", { name: "bad" })).toHaveCount(0)
  await page.getByRole("button", { name: "Begin →" }).click()
  await expect(ringside.lesson).toContainText("<i>code</i>")
  await ringside.run.click()
  await expect(ringside.verdict).toContainText("Use the <b>key</b>.")
  await expect(page.locator("lesson-prose :is(img, script, b, i)")).toHaveCount(0)
})

test("what is no lesson at all is told, and can be left", async ({ ringside, page }) => {
  await openOwn(ringside, "# Nothing\n")
  await expect(ringside.lesson).toContainText(/mine\.md:\d+:\d+/)
  await page.getByRole("button", { name: "Leave lesson" }).click()
  await expect(ringside.summary).toHaveText(/^6 items · Query/)
})
