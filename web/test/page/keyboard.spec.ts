import { expect, test } from "./stage.js"

test("a whole visit works without a mouse", async ({ ringside, page }) => {
  await ringside.open()
  await ringside.editor.focus()
  await page.keyboard.press("ControlOrMeta+a")
  await page.keyboard.type(`SELECT * FROM "Shop" WHERE PK = 'CUSTOMER#1004'`)
  await page.keyboard.press("ControlOrMeta+Enter")
  await expect(ringside.summary).toHaveText(/^3 items · Query · 1\/8 partitions/)

  // Tab is not trapped in the editor.
  await page.keyboard.press("Tab")
  await expect(ringside.run).toBeFocused()
  await page.keyboard.press("Tab")
  await page.keyboard.press("Tab")
  await expect(page.getByRole("button", { name: "Example: without the key" })).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(ringside.summary).toHaveText(/Scan · 8\/8 partitions/)
})

test("data can be loaded by keyboard, and the focus comes back", async ({ ringside, page }) => {
  await ringside.open()
  const data = page.getByRole("button", { name: "Data…" })
  await data.focus()
  await page.keyboard.press("Enter")
  await ringside.dialog.getByRole("button", { name: "Load Music" }).focus()
  await page.keyboard.press("Enter")
  await expect(ringside.dialog).toBeHidden()
  await expect(data).toBeFocused()
  await expect(ringside.editor).toContainText("Music")
})

test("what has the focus can be seen", async ({ ringside, page }) => {
  await ringside.open()
  await ringside.editor.focus()
  await page.keyboard.press("Tab")
  const outline = await ringside.run.evaluate((button) => getComputedStyle(button).outlineStyle)
  expect(outline).toBe("solid")
})

test.describe("while the editor's chunk is not there", () => {
  test.use({ expectedError: /Failed to load resource/ })

  test("the text area does all that is needed", async ({ ringside, page }) => {
    await page.route("**/code-mirror-*.js", (route) => route.abort())
    await ringside.open()
    await ringside.editor.fill(`SELECT * FROM "Shop" WHERE PK = 'CUSTOMER#1004'`)
    await page.keyboard.press("ControlOrMeta+Enter")
    await expect(ringside.summary).toHaveText(/^3 items · Query/)
  })
})
