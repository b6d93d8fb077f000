import { readFileSync } from "node:fs"
import AxeBuilder from "@axe-core/playwright"
import type { Page } from "@playwright/test"
import { expect, type Ringside, sizes, test } from "./stage.js"

// What has to do with time: the way of a request as it is played, the picture before the first one, the clock, and the
// session that can be taken back.

const insert = `INSERT INTO "Shop" VALUE {'PK': 'CUSTOMER#1003', 'SK': 'ORDER#new'}`

const place = (ringside: Ringside, name: string) =>
  ringside.steps.filter({ has: ringside.page.getByText(name, { exact: true }) })

test.describe("the way of a request", () => {
  test("can be walked through by keyboard, and the pictures follow", async ({ ringside, page }) => {
    await ringside.open()
    await page.getByRole("listbox", { name: "The way of the last request" }).focus()
    await page.keyboard.press("Home")
    await expect(place(ringside, "parse")).toHaveAttribute("aria-selected", "true")
    await expect(ringside.ring).toHaveAccessibleName(/asked none of them/)
    await expect(ringside.cost).toContainText("0/8 partitions")
    await page.keyboard.press("ArrowDown")
    await expect(place(ringside, "hash")).toHaveAttribute("aria-selected", "true")
    await page.keyboard.press("ArrowDown")
    await expect(ringside.ring).toHaveAccessibleName(/asked 1 of 8: p5/)
    await expect(ringside.cost).toContainText("read 0 → returned 0 · 0 units")
    await page.keyboard.press("End")
    await expect(ringside.cost).toContainText("read 6 → returned 6 · 0.5 units")
    // The result was there all the time.
    await expect(ringside.result.getByRole("row")).toHaveCount(7)
  })

  test("goes through a scan partition by partition, and its cost counts up", async ({ ringside, page }) => {
    await ringside.open()
    await page.getByRole("button", { name: "Now try it without the key" }).click()
    await expect(ringside.ring).toHaveAccessibleName(/asked 8 of 8/)
    const moment = ringside.timeline.getByRole("slider", { name: "Moment of the way" })
    await moment.fill("12")
    await expect(ringside.ring).toHaveAccessibleName(/asked 3 of 8: p0, p1, p2\./)
    await expect(ringside.cost).toContainText("3/8 partitions")
    await expect(moment).toHaveAttribute("aria-valuetext", /^13 of 40: seek, p2, 3 of 8: asked/)
    await moment.focus()
    await page.keyboard.press("End")
    await expect(moment).toHaveAttribute("aria-valuetext", /^40 of 40: cost/)
    await expect(ringside.cost).toContainText("8/8 partitions · read 132 → returned 6 · 4 units")
    await expect(ringside.cost).toContainText("8 × 4 KB")
  })

  test("is stepped by buttons", async ({ ringside }) => {
    await ringside.open()
    const { timeline } = ringside
    await timeline.getByRole("button", { name: "To the start" }).click()
    await expect(timeline).toContainText("It runs as a Query")
    await timeline.getByRole("button", { name: "Step forward" }).click()
    await expect(timeline).toContainText("xxhash64('CUSTOMER#1003') = bc6e…")
    await timeline.getByRole("button", { name: "Step back" }).click()
    await expect(timeline).toContainText("It runs as a Query")
    await timeline.getByRole("button", { name: "To the end" }).click()
    await expect(timeline).toContainText("= 0.5 units.")
  })

  test("of a refused request ends where it was refused", async ({ ringside }) => {
    await ringside.open()
    await ringside.write(`INSERT INTO "Shop" VALUE {'PK': 'CUSTOMER#1003', 'SK': 'PROFILE'}`)
    await ringside.run.click()
    await expect(ringside.alert).toContainText("DuplicateItem")
    await expect(ringside.steps.first()).toContainText("It runs as a PutItem")
    await expect(place(ringside, "propagate")).toHaveCount(0)
  })

  test("does not travel for those who don't want movement", async ({ ringside }) => {
    await ringside.open()
    await expect(ringside.timeline.getByRole("button", { name: "Play", exact: true })).toBeVisible()
    await expect(ringside.ring).toHaveAccessibleName(/asked 1 of 8: p5/)
  })

  test.describe("where movement is wanted", () => {
    test.use({ contextOptions: { reducedMotion: "no-preference" } })

    /** Opens the page, lets the first way play and stops the page's time. */
    async function openStill(ringside: Ringside): Promise<void> {
      const { page, timeline } = ringside
      await page.clock.install()
      await ringside.open()
      await expect(timeline.getByRole("button", { name: "Play", exact: true })).toBeVisible()
      await page.clock.pauseAt(Date.now() + 60_000)
    }

    test("plays once by itself, and then points to what to try next", async ({ ringside, page }) => {
      await ringside.open()
      const button = page.getByRole("button", { name: "Now try it without the key" })
      await expect(button).toHaveClass(/beckons/)
      await expect(ringside.timeline.getByRole("button", { name: "Play", exact: true })).toBeVisible()
    })

    test("lights the partitions of a scan one after the other, within four and a half seconds", async ({
      ringside,
      page,
    }) => {
      await openStill(ringside)
      await page.getByRole("button", { name: "Now try it without the key" }).click()
      // The answer is there before the way has been played.
      await expect(ringside.summary).toHaveText(/^6 items · Scan · 8\/8 partitions/)
      await expect(ringside.ring).toHaveAccessibleName(/asked none/)
      await page.clock.runFor(1980)
      await expect(ringside.ring).toHaveAccessibleName(/asked 4 of 8: p0, p1, p2, p3\./)
      await expect(ringside.cost).toContainText("4/8 partitions")
      await expect(ringside.timeline).toContainText(/p3, 4 of 8: /)
      await page.clock.runFor(2520)
      await expect(ringside.ring).toHaveAccessibleName(/asked 8 of 8/)
    })

    test("is interrupted by a key, and finished then", async ({ ringside, page }) => {
      await openStill(ringside)
      await page.getByRole("button", { name: "Now try it without the key" }).click()
      await expect(ringside.ring).toHaveAccessibleName(/asked none/)
      await page.keyboard.press("Shift")
      await expect(ringside.ring).toHaveAccessibleName(/asked 8 of 8/)
    })

    test("can be paused, slowed down and played over and over", async ({ ringside, page }) => {
      await openStill(ringside)
      const { timeline } = ringside
      const moment = timeline.getByRole("slider", { name: "Moment of the way" })
      await timeline.getByRole("combobox", { name: "Speed of the replay" }).selectOption("½×")
      await timeline.getByRole("button", { name: "Play", exact: true }).click()
      await page.clock.runFor(2000)
      await expect(moment).toHaveAttribute("aria-valuetext", "3 of 7: ring")
      await timeline.getByRole("button", { name: "Pause" }).click()
      await page.clock.runFor(5000)
      await expect(moment).toHaveAttribute("aria-valuetext", "3 of 7: ring")
      await timeline.getByRole("button", { name: "Play over and over" }).click()
      await timeline.getByRole("button", { name: "Play", exact: true }).click()
      await page.clock.runFor(60_000)
      await expect(timeline.getByRole("button", { name: "Pause" })).toBeVisible()
    })
  })
})

test.describe("the first picture", () => {
  const golden = JSON.parse(readFileSync("golden/first-picture.json", "utf8")) as {
    trace: { places: { text: string }[] }
  }

  async function expectPicture(page: Page): Promise<void> {
    await expect(page.locator("hash-ring .first svg[role=img]")).toBeVisible()
    await expect(page.locator("tree-view .first .tree").filter({ visible: true })).toHaveCount(1)
    await expect(page.locator("partition-cards .first .card")).toHaveCount(8)
    await expect(page.locator("result-view .first tbody tr")).toHaveCount(6)
    await expect(page.locator("cost-view .first")).toContainText(
      "Query · 1/8 partitions · read 6 → returned 6 · 0.5 units",
    )
    for (const { text } of golden.trace.places) await expect(page.getByText(text)).toBeVisible()
  }

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false })

    for (const [size, viewport] of Object.entries(sizes)) {
      test(`is all there at ${size}, and says kindly what is needed`, async ({ page }) => {
        await page.setViewportSize(viewport)
        await page.goto("./")
        await expectPicture(page)
        await expect(page.locator("query-editor .first")).toContainText("WHERE PK = 'CUSTOMER#1003'")
        await expect(page.locator("noscript")).toBeVisible()
        await expect(page.getByText("python3 -m http.server")).toBeHidden()
      })
    }
  })

  test.describe("while the engine is on its way", () => {
    test.use({ expectedError: /Failed to load resource/ })

    test("stays in sight, and the editor can be used", async ({ page, ringside }) => {
      let arrive = () => {}
      const asked = new Promise<void>((resolve) => {
        arrive = resolve
      })
      await page.route("**/engine.wasm", async (route) => {
        await asked
        await route.continue()
      })
      await page.goto("./")
      await expect(ringside.editor).toBeVisible()
      await expect(ringside.timeline.getByRole("slider", { name: "Moment of the way" })).toBeVisible()
      await expectPicture(page)
      arrive()
      await expect(ringside.steps).toHaveCount(7)
      await expect(page.locator(".first")).toHaveCount(0)
      await expect(ringside.ring).toHaveAccessibleName(/asked 1 of 8: p5/)
    })
  })

  test("is what the engine then draws", async ({ page, ringside, browser }) => {
    await ringside.open()
    const still = await browser.newPage({ javaScriptEnabled: false })
    await still.goto(page.url())
    const printed = await still.locator("hash-ring .first svg[role=img]").innerHTML()
    await still.close()
    await expect(ringside.ring).toHaveAccessibleName(/asked 1 of 8/)
    const plain = (markup: string) => markup.replaceAll(/ class="[^"]*"/g, "").replaceAll(/\s+/g, " ")
    expect(plain(await page.locator("hash-ring svg[role=img]").innerHTML())).toBe(plain(printed))
  })
})

test.describe("the clock", () => {
  const coming = (page: Page) => page.getByRole("button", { name: / coming$|^Nothing due$/ })

  test("can be stopped, and stepped from event to event", async ({ ringside, page }) => {
    await ringside.open()
    await page.getByRole("button", { name: "Stop the clock" }).click()
    await ringside.write(insert)
    await ringside.run.click()
    await expect(coming(page)).toHaveText("2 coming")
    await coming(page).click()
    const list = page.getByRole("dialog", { name: "What is coming" })
    await expect(list.getByRole("listitem")).toHaveText([/in \d+ ms\s*Shop p5 → replica \d catches up/, /in \d+ ms/])
    await page.keyboard.press("Escape")
    await expect(list).toBeHidden()
    for (const left of ["1 coming", "Nothing due"]) {
      await page.getByRole("button", { name: "Step to the next event" }).click()
      await expect(coming(page)).toHaveText(left)
    }
  })

  test("goes on, and what is due happens by itself", async ({ ringside, page }) => {
    await ringside.open()
    await page.getByRole("combobox", { name: "Speed of the clock" }).selectOption("1/100×")
    await ringside.write(insert)
    await ringside.run.click()
    await expect(coming(page)).toHaveText("2 coming")
    await page.getByRole("combobox", { name: "Speed of the clock" }).selectOption("100×")
    await expect(coming(page)).toHaveText("Nothing due")
  })
})

for (const [size, viewport] of Object.entries(sizes)) {
  test(`axe finds nothing at ${size} in the past, with what is coming unfolded`, async ({ ringside, page }) => {
    await page.setViewportSize(viewport)
    await ringside.open()
    await page.getByRole("button", { name: "Stop the clock" }).click()
    await ringside.write(insert)
    await ringside.run.click()
    await page.getByRole("button", { name: "2 coming" }).click()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.keyboard.press("Escape")
    await ringside.session.getByRole("slider", { name: "Request of the session" }).fill("2")
    await expect(ringside.session.getByRole("button", { name: "Return to the latest" })).toBeVisible()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  })
}

test.describe("the session", () => {
  const p5 = (ringside: Ringside) => ringside.partitions.filter({ hasText: "p5" })

  test("is taken back by keyboard, and returns to the latest request", async ({ ringside, page }) => {
    await ringside.open()
    await ringside.write(insert)
    await ringside.run.click()
    await expect(p5(ringside)).toContainText("15 items")
    const slider = ringside.session.getByRole("slider", { name: "Request of the session" })
    await slider.focus()
    await page.keyboard.press("Home")
    await expect(slider).toHaveAttribute("aria-valuetext", "The beginning: an empty database")
    await expect(page.getByRole("combobox", { name: "Table" })).toHaveText(/No table/)
    for (const _ of [1, 2, 3]) await page.keyboard.press("ArrowRight")
    await expect(slider).toHaveAttribute("aria-valuetext", /^3 of \d: Query at/)
    await expect(p5(ringside)).toContainText("14 items")
    // What had just been answered is shown again.
    await expect(ringside.summary).toHaveText(/^6 items · Query/)
    await expect(page.getByRole("button", { name: "Let the clock run" })).toBeVisible()
    await expect(ringside.timeline).toContainText(/You are looking at the past: request 3 of \d/)

    await ringside.session.getByRole("button", { name: "Return to the latest" }).click()
    await expect(p5(ringside)).toContainText("15 items")
    await expect(page.getByRole("button", { name: "Stop the clock" })).toBeVisible()
    await expect(ringside.session.getByRole("button")).toHaveCount(0)
  })

  test("goes on from the past, and what came after it stays to be seen", async ({ ringside, page }) => {
    await ringside.open()
    await page.getByRole("button", { name: "Stop the clock" }).click()
    await ringside.write(insert)
    await ringside.run.click()
    await expect(p5(ringside)).toContainText("15 items")
    const slider = ringside.session.getByRole("slider", { name: "Request of the session" })
    await slider.fill("3")
    await expect(p5(ringside)).toContainText("14 items")
    await ringside.write(insert.replace("ORDER#new", "ORDER#other"))
    await ringside.run.click()
    await expect(slider).toHaveAttribute("aria-valuetext", /^5 of 5: PutItem at/)
    await expect(p5(ringside)).toContainText("15 items")
    await slider.fill("4")
    await expect(slider).toHaveAttribute("aria-valuetext", /^4 of 5: PutItem at/)
    await ringside.write(`SELECT * FROM "Shop" WHERE PK = 'CUSTOMER#1003' AND SK = 'ORDER#new'`)
    await ringside.run.click()
    await expect(ringside.summary).toHaveText(/^1 item · GetItem/)
  })
})
