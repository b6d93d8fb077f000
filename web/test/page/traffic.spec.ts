import type { Page } from "@playwright/test"
import { expect, expectAccessible, isTried, sizes, test } from "./stage.js"

// Traffic: workloads, what becomes of them, and who gets to know.

const traffic = (page: Page) => page.getByRole("region", { name: "Traffic", exact: true })
const panel = (page: Page) => page.getByRole("dialog", { name: /^Traffic to/ })
const progress = (page: Page) => traffic(page).getByRole("progressbar", { name: "Workload" })
const chart = (page: Page, name: RegExp) => traffic(page).getByRole("img", { name })

async function openTraffic(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Traffic…" }).click()
  await expect(panel(page)).toBeVisible()
}

/** Starts a workload of one's own; fields that are not told stay as they are. */
async function start(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  await openTraffic(page)
  await panel(page).getByText("One of your own").click()
  for (const [label, value] of Object.entries(fields)) await panel(page).getByLabel(label, { exact: true }).fill(value)
  await panel(page).getByRole("button", { name: "Start" }).click()
}

test("a hot key throttles its partition while the table has capacity left; Cancel leaves nothing", async ({
  ringside,
  page,
}) => {
  await ringside.open()
  await expect(traffic(page)).toBeHidden()
  await start(page, { "Requests a second": "2000", "Percent for the hot key": "90", Seconds: "600" })
  await expect(panel(page)).toBeHidden()
  await expect(traffic(page)).toContainText(/[\d,]+ of 1,200,000 requests, [\d,]+ succeeded, [1-9][\d,]* throttled/)
  await expect(progress(page)).toBeVisible()
  // On demand the table gives 4,000 writes a second; the key's partition gives 1,000.
  await expect(ringside.ring).toHaveAccessibleName(/p\d: 1,000 of 1,000 write units a second, throttled\./)
  const hot = traffic(page).getByRole("list", { name: "Traffic of the partitions" }).getByRole("listitem")
  await expect(hot.filter({ hasText: "throttled" })).toHaveCount(1)
  await expect(hot.filter({ hasText: "throttled" })).toContainText(/CUSTOMER#000000 got 9\d/)
  await expect(chart(page, /^Writes, units a second: consumed 1,[12]\d\d/)).toBeVisible()
  await expect(chart(page, /^Throttled, requests a second: writes [1-9][\d,]{2,}/)).toBeVisible()

  await traffic(page).getByRole("button", { name: "Cancel" }).click()
  await expect(traffic(page)).toContainText("Cancelled.")
  await page.getByRole("button", { name: "Stop the clock" }).click()
  for (let i = 0; i < 60 && !(await page.getByRole("button", { name: "Nothing due" }).isVisible()); i++) {
    await page.getByRole("button", { name: "Step to the next event" }).click()
  }
  await expect(page.getByRole("button", { name: "Nothing due" })).toBeVisible()
})

test("one click starts one of the classics, a faster clock ends it sooner, and the page answers meanwhile", async ({
  ringside,
  page,
}) => {
  await ringside.open()
  await openTraffic(page)
  await panel(page)
    .getByRole("button", { name: /^Spread evenly/ })
    .click()
  await expect(progress(page)).toBeVisible()
  await page.getByRole("combobox", { name: "Speed of the clock" }).selectOption("100×")
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^6 items · Query/)
  await expect(traffic(page)).toContainText("120,000 of 120,000 requests, 120,000 succeeded, 0 throttled", {
    timeout: 45_000,
  })
  await expect(traffic(page)).toContainText("Done.")
})

test("what the engine refuses is said beside the field", async ({ ringside, page }) => {
  await ringside.open()
  await start(page, { "Requests a second": "1000000000" })
  const rate = panel(page).getByLabel("Requests a second")
  await expect(rate).toHaveAttribute("aria-invalid", "true")
  await expect(rate).toHaveAccessibleDescription(/at 'start.rate' failed to satisfy constraint/)
  await rate.fill("100")
  await panel(page).getByLabel("PutItem").fill("50")
  await panel(page).getByRole("button", { name: "Start" }).click()
  await expect(panel(page).getByRole("group", { name: /^What they ask for/ })).toHaveAccessibleDescription(
    /add up to 100/,
  )
  await panel(page).getByLabel("PutItem").fill("100")
  await panel(page).getByRole("combobox", { name: "Keys" }).selectOption("from a file of key,count")
  await panel(page)
    .getByLabel("Or from a file")
    .setInputFiles({ name: "keys.csv", mimeType: "text/csv", buffer: Buffer.from("a,90\nb,many\n") })
  await expect(panel(page).getByRole("textbox", { name: /^Keys and counts/ })).toHaveValue("a,90\nb,many")
  await panel(page).getByRole("button", { name: "Start" }).click()
  await expect(panel(page).getByRole("alert").filter({ hasText: "Rows" })).toHaveText(
    /^Rows has lines of key,count.*b,many$/,
  )
  await panel(page)
    .getByRole("textbox", { name: /^Keys and counts/ })
    .fill("a,90\nb,10")
  await panel(page).getByRole("button", { name: "Start" }).click()
  await expect(progress(page)).toBeVisible()
})

test("an alarm is set, goes off and is removed", async ({ ringside, page }) => {
  await ringside.open()
  await openTraffic(page)
  await panel(page)
    .getByRole("button", { name: /^One hot key/ })
    .click()
  await traffic(page).getByText("Set an alarm").click()
  await traffic(page).getByLabel("For how many in a row").fill("0")
  await traffic(page).getByRole("button", { name: "Set alarm" }).click()
  await expect(traffic(page).getByRole("alert")).toContainText("put.periods")
  await traffic(page).getByLabel("For how many in a row").fill("2")
  await traffic(page).getByRole("button", { name: "Set alarm" }).click()
  await expect(traffic(page).getByRole("alert")).toBeHidden()
  const alarms = traffic(page).getByRole("list", { name: "Alarms" }).getByRole("listitem")
  await expect(alarms).toContainText(
    /In alarm: throttled, since .* WriteThrottleEvents at least 1 a second, 2 in a row/s,
  )
  await traffic(page).getByRole("button", { name: "Remove alarm throttled" }).click()
  await expect(alarms).toHaveCount(0)
})

test("by keyboard alone a workload is started, its numbers are read as a table, and it is cancelled", async ({
  ringside,
  page,
}) => {
  await ringside.open()
  await ringside.tabTo(page.getByRole("button", { name: "Traffic…" }))
  await page.keyboard.press("Enter")
  await ringside.tabTo(panel(page).getByRole("button", { name: /^One hot key/ }))
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { name: "Traffic", exact: true })).toBeFocused()
  await expect(chart(page, /^Writes/)).toBeVisible()
  await page.keyboard.press("Tab")
  await expect(traffic(page).getByRole("button", { name: "Cancel" })).toBeFocused()
  const summary = traffic(page).getByText("Show as table: Writes")
  await ringside.tabTo(summary)
  await page.keyboard.press("Enter")
  const rows = traffic(page).getByRole("region", { name: "Writes" }).getByRole("row")
  await expect(rows.first()).toHaveText(/Time, UTC\s*consumed/)
  await expect(rows.nth(1)).toHaveText(/\d\d:\d\d:\d\d\s*1,[12]\d\d/)
  await traffic(page).getByRole("button", { name: "Cancel" }).focus()
  await page.keyboard.press("Enter")
  await expect(traffic(page)).toContainText("Cancelled.")
})

for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ["light", "dark"] as const) {
    if (!isTried(size, colorScheme)) continue
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, contextOptions: { reducedMotion: "reduce" } })

      test("axe finds nothing about traffic, nothing is wider than the page, and all can be touched", async ({
        ringside,
        page,
      }) => {
        await ringside.open()
        await openTraffic(page)
        await panel(page).getByText("One of your own").click()
        await expectAccessible(page, "with the panel")
        await panel(page)
          .getByRole("button", { name: /^One hot key/ })
          .click()
        await expect(chart(page, /^Throttled/)).toBeVisible()
        await traffic(page).getByText("Show as table: partitions").click()
        await traffic(page).getByText("Show as table: Writes").click()
        await traffic(page).getByText("Set an alarm").click()
        await expectAccessible(page, "with charts and tables")
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
        if (size !== "phone") return
        for (const control of await traffic(page).locator("button, select, input, summary").all()) {
          expect((await control.boundingBox())?.height ?? 44, await control.innerText()).toBeGreaterThanOrEqual(44)
        }
      })
    })
  }
}
