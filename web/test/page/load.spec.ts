import { expect, test } from "./stage.js"

test("a hundred thousand items come with progress, and the biggest partition can be seen", async ({
  ringside,
  page,
}) => {
  await ringside.open()
  await ringside.openData()
  await ringside.dialog.getByRole("spinbutton", { name: "Items" }).fill("100000")
  await ringside.dialog.getByRole("button", { name: "Generate" }).click()
  await expect(ringside.dialog.getByRole("progressbar", { name: "Loading" })).toBeVisible()
  await expect(ringside.dialog).toContainText(/\d+,000 of 100,000 items · [\d,]+ items\/s · .+ left/)
  await expect(ringside.dialog).toBeHidden({ timeout: 50_000 })
  await expect(page.getByRole("combobox", { name: "Table" })).toHaveValue("Generated")
  await expect(ringside.partitions).toHaveCount(8)
  await page.getByText("Show the ranges as a table").click()
  const rows = page.getByRole("row", { name: /^p\d/ })
  const counts = await rows.evaluateAll((all) =>
    all.map((row) => Number(row.children[2]!.textContent!.replaceAll(",", ""))),
  )
  const biggest = await ringside.partitions.filter({ hasText: "biggest" }).innerText()
  expect(biggest).toContain(`p${counts.indexOf(Math.max(...counts))}`)
  // A skew that is worth looking at.
  expect(Math.max(...counts)).toBeGreaterThan(3 * Math.min(...counts))

  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/Query · 1\/8 partitions/)
  await page.getByRole("button", { name: "Now try it without the key" }).click()
  await expect(ringside.summary).toHaveText(/Scan · [1-8]\/8 partitions/)
  await expect(ringside.summary).toContainText("more pages follow")
  await page.getByRole("button", { name: "Load next page" }).click()
  await expect(ringside.result).toContainText("on 2 pages")
})

test("a load that is cancelled leaves nothing behind", async ({ ringside, page }) => {
  await ringside.open()
  await ringside.openData()
  await ringside.dialog.getByRole("spinbutton", { name: "Items" }).fill("1000000")
  await ringside.dialog.getByRole("combobox", { name: "Distribution" }).selectOption("uniform")
  await ringside.dialog.getByRole("button", { name: "Generate" }).click()
  await expect(ringside.dialog).toContainText(/of 1,000,000 items · /)
  await ringside.dialog.getByRole("button", { name: "Cancel" }).click()
  await expect(ringside.dialog.getByRole("progressbar")).toBeHidden()
  await ringside.dialog.getByRole("button", { name: "Close" }).click()
  await expect(page.getByRole("combobox", { name: "Table" }).getByRole("option")).toHaveText(["Shop"])
  await expect(ringside.summary).toHaveText(/^6 items · Query/)
})

test("while a load goes on the dialog stays, and nothing else can be loaded", async ({ ringside, page }) => {
  await ringside.open()
  await ringside.openData()
  await ringside.dialog.getByRole("spinbutton", { name: "Items" }).fill("500000")
  await ringside.dialog.getByRole("button", { name: "Generate" }).click()
  await expect(ringside.dialog.getByRole("progressbar")).toBeVisible()
  await page.keyboard.press("Escape")
  await expect(ringside.dialog).toBeVisible()
  await expect(ringside.dialog.getByRole("button", { name: "Load Music" })).toHaveAttribute("aria-disabled", "true")
  await ringside.dialog.getByRole("button", { name: "Cancel" }).click()
  await expect(ringside.dialog.getByRole("progressbar")).toBeHidden()
})

test("the form refuses what the generator can't do", async ({ ringside }) => {
  await ringside.open()
  await ringside.openData()
  await ringside.dialog.getByRole("spinbutton", { name: "Items" }).fill("2000000")
  await ringside.dialog.getByRole("button", { name: "Generate" }).click()
  await expect(ringside.dialog.getByRole("progressbar")).toBeHidden()
  await expect(ringside.dialog.getByRole("spinbutton", { name: "Items" })).toBeFocused()
})
