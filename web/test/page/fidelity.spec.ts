import { expect, expectAccessible, sizes, test } from "./stage.js"

// The page that says what is real, what is scaled and what is not modelled.

for (const [size, viewport] of Object.entries(sizes)) {
  test(`says at ${size} what is true, with AWS's pages`, async ({ ringside, page }) => {
    await page.setViewportSize(viewport)
    await ringside.open()
    await page.getByRole("link", { name: "How true is this?" }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("How true is Ringside?")
    await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Real", "Scaled", "Not modelled"])
    await expect(page.getByRole("row", { name: /Partitions of a new table/ })).toHaveText(/4 on demand\s*8/)
    await expect(page.getByRole("row", { name: /SearchVectors/ })).toBeVisible()
    await expectAccessible(page, "the page about fidelity")
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
}
