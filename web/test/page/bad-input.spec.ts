import { expect, test } from "./stage.js"

test("a syntax error has its place, a caret, and the engine's own words", async ({ ringside, page }) => {
  await ringside.open()
  await ringside.write(`SELECT * FROM "Shop"\nWHERE PK == 'CUSTOMER#1003'`)
  await ringside.run.click()
  await expect(ringside.alert).toContainText("ValidationException Statement wasn't well formed, can't be processed:")
  await expect(ringside.alert.getByRole("img", { name: "Line 2, column 11" })).toHaveText(
    `WHERE PK == 'CUSTOMER#1003'\n          ^`,
  )
  await expect(ringside.alert).toContainText("Expected a value")
  await expect(ringside.summary).toBeEmpty()
  await expect(ringside.ring).toHaveAccessibleName("A ring of 8 hash ranges.")
  await page.getByRole("button", { name: "Example: by key" }).click()
  await expect(ringside.alert).toBeHidden()
  await expect(ringside.summary).toHaveText(/^6 items · Query/)
})

test("while a statement is written its error is told quietly", async ({ ringside }) => {
  await ringside.open()
  await ringside.write(`SELECT * FROM`)
  await expect(ringside.badge).toContainText("Statement wasn't well formed")
  await expect(ringside.alert).toBeHidden()
})

test("an unknown table is refused in DynamoDB's own words", async ({ ringside }) => {
  await ringside.open()
  await ringside.write(`SELECT * FROM "Nowhere"`)
  await ringside.run.click()
  await expect(ringside.alert).toHaveText(/ResourceNotFoundException\s+Requested resource not found/)
})

test("a key of the wrong type is refused in DynamoDB's own words", async ({ ringside }) => {
  await ringside.open()
  await ringside.write(`SELECT * FROM "Shop" WHERE PK = 1003`)
  await ringside.run.click()
  await expect(ringside.alert).toContainText(
    "Key attribute's data type should match its data type in table's schema: Key PK",
  )
})

test("a statement that is too long is refused", async ({ ringside }) => {
  await ringside.open()
  await ringside.write(`SELECT * FROM "Shop" WHERE PK = '${"x".repeat(9000)}'`)
  await ringside.run.click()
  await expect(ringside.alert).toContainText("ValidationException")
  await expect(ringside.alert).toContainText("8192")
})

test("text from the data stays text", async ({ ringside, page }) => {
  await ringside.open()
  await ringside.write(`INSERT INTO "Shop" VALUE {'PK': '<img src=x>', 'SK': '<b>bold</b>'}`)
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/PutItem/)
  await ringside.write(`SELECT * FROM "Shop" WHERE PK = '<img src=x>'`)
  await expect(async () => {
    await ringside.run.click()
    await expect(ringside.result.getByRole("cell", { name: "<b>bold</b>" })).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.locator("result-view img, result-view td b")).toHaveCount(0)
})
