import { expect, expectAccessible, sizes, test } from "./stage.js"

// The page at its three sizes, in both themes.

for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, contextOptions: { reducedMotion: "reduce" } })

      test("axe finds nothing", async ({ ringside, page }) => {
        await ringside.open()
        await expectAccessible(page, "after a query")
        await page.getByRole("button", { name: "Now try it without the key" }).click()
        await expect(ringside.summary).toHaveText(/Scan/)
        await expectAccessible(page, "after a scan")
        await ringside.write("SELECT * FROM")
        await ringside.run.click()
        await expect(ringside.alert).toBeVisible()
        await expectAccessible(page, "with an error")
        await ringside.openData()
        await expectAccessible(page, "with the data panel")
      })
    })
  }

  test(`at ${size} nothing is wider than the page, and nothing jumps while it starts`, async ({ ringside, page }) => {
    await page.setViewportSize(viewport)
    await page.addInitScript(() => {
      const page = globalThis as unknown as { shifted: number }
      page.shifted = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) page.shifted += (entry as unknown as { value: number }).value
      }).observe({ type: "layout-shift", buffered: true })
    })
    await ringside.open()
    await expect(page.locator(".cm-content")).toBeVisible()
    const { wide, shifted } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth - innerWidth,
      shifted: (globalThis as unknown as { shifted: number }).shifted,
    }))
    expect(wide).toBeLessThanOrEqual(0)
    expect(shifted).toBeLessThan(0.02)
    for (const picture of ["hash-ring svg[role=img]", "hash-strip svg:not(.patterns)"]) {
      expect((await page.locator(picture).boundingBox())!.width, picture).toBeGreaterThan(150)
    }
  })
}

test("on a phone what can be touched is at least 44 pixels high", async ({ ringside, page }) => {
  await page.setViewportSize(sizes.phone)
  await ringside.open()
  for (const role of ["button", "combobox", "tab"] as const) {
    for (const control of await page.getByRole(role).all()) {
      const box = await control.boundingBox()
      expect(box?.height ?? 44, await control.innerText()).toBeGreaterThanOrEqual(44)
    }
  }
})

test("on a phone the order is editor, run, summary, result, ring, cost", async ({ ringside, page }) => {
  await page.setViewportSize(sizes.phone)
  await ringside.open()
  const parts = [ringside.editor, ringside.run, ringside.summary, ringside.result, ringside.ring, ringside.cost]
  const tops = await Promise.all(parts.map(async (part) => (await part.boundingBox())!.y))
  expect(tops).toEqual([...tops].sort((a, b) => a - b))
})

test("the colours can be chosen, and the choice is kept", async ({ ringside, page }) => {
  await page.emulateMedia({ colorScheme: "light" })
  await ringside.open()
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  await page.getByRole("combobox", { name: "Theme" }).selectOption("Dark")
  const dark = await ground()
  expect(dark).not.toBe(light)
  await page.reload()
  await expect(ringside.summary).toHaveText(/Query/)
  expect(await ground()).toBe(dark)
  await page.getByRole("combobox", { name: "Theme" }).selectOption("Auto")
  expect(await ground()).toBe(light)
})
