import { expect, expectAccessible, isTried, sizes, test } from "./stage.js"

// What stands in the editor: what is said of it before it runs, and how several parts of it run.

test.beforeEach(({ ringside }) => ringside.open())

const byKey = `SELECT * FROM "Shop" WHERE PK = 'CUSTOMER#1003'`
const scan = `SELECT * FROM "Shop" WHERE CustomerName = 'Ann'`
const insert = `INSERT INTO "Shop" VALUE {'PK': 'CUSTOMER#9', 'SK': 'PROFILE'}`

for (const [statement, operation] of [
  [byKey, "Query"],
  [`${byKey} AND SK = 'PROFILE'`, "GetItem"],
  [scan, "Scan"],
  [`SELECT * FROM "Shop" WHERE PK IN ['CUSTOMER#1003', 'CUSTOMER#1001']`, "Query"],
  [insert, "PutItem"],
  [`UPDATE "Shop" SET City = 'Kyoto' WHERE PK = 'CUSTOMER#1003' AND SK = 'PROFILE'`, "UpdateItem"],
  [`DELETE FROM "Shop" WHERE PK = 'CUSTOMER#1003' AND SK = 'PROFILE'`, "DeleteItem"],
] as const) {
  test(`the badge of ${statement} says what the run then does`, async ({ ringside }) => {
    await ringside.write(statement)
    const told = /^(\w+) · (all|\d+ of) (\d+) partitions · (?:reads|writes) (\d+) items? · ([\d.]+) units?/
    await expect(ringside.badge).toHaveText(new RegExp(`^\\s*${operation} · .* unit`))
    const [, does, some, all, items, units] = told.exec((await ringside.badge.innerText()).trim())!
    expect(does).toBe(operation)
    await ringside.run.click()
    const asked = some === "all" ? all : some!.replace(" of", "")
    await expect(ringside.summary).toContainText(`${operation} · ${asked}/${all} partitions`)
    await expect(ringside.summary).toContainText(
      operation.endsWith("Item") && operation !== "GetItem" ? "1 item" : `read ${items} `,
    )
    await expect(ringside.summary).toContainText(` · ${units} unit`)
  })
}

test("a write that its condition will refuse is known before, and is refused", async ({ ringside }) => {
  await ringside.write(insert)
  await expect(ringside.badge).toContainText("PutItem · 1 of 8 partitions · writes 1 item · 1 unit")
  await ringside.run.click()
  await expect(ringside.summary).toContainText("PutItem")
  await expect(ringside.badge).toContainText("Once more: PutItem")
  await expect(ringside.badge).toContainText("Will be refused by its condition: DuplicateItemException")
  await ringside.run.click()
  await expect(ringside.alert).toContainText("UPDATE changes it")
  // It stays in sight while the next is written.
  await ringside.write(byKey)
  await expect(ringside.alert).toContainText("DuplicateItemException")
  await ringside.run.click()
  await expect(ringside.alert).toBeHidden()
})

test("a mistake is told when the writer pauses, under the word, beside it and to a screen reader", async ({
  ringside,
  page,
}) => {
  await ringside.write(byKey)
  await expect(ringside.badge).toContainText("7 items")
  await page.keyboard.press("ControlOrMeta+a")
  await page.keyboard.type("SELECT * FRO", { delay: 60 })
  // Not in the middle of a word.
  expect(await page.locator(".cm-mistake").count()).toBe(0)
  await expect(ringside.badge).toContainText("Statement wasn't well formed")
  await expect(page.locator(".cm-mistake")).not.toHaveCount(0)
  await expect(ringside.alert).toBeHidden()
  await page.keyboard.press("Escape")
  await page.locator(".cm-mistake").first().hover()
  await expect(page.locator(".cm-mistake-told")).toContainText("Statement wasn't well formed")
  await expect(page.getByRole("status", { name: /^What it will do, in/ })).toContainText("Statement wasn't well formed")
  await page.keyboard.press("End")
  await page.keyboard.type(`M "Shop"`, { delay: 30 })
  await expect(page.locator(".cm-mistake")).toHaveCount(0)
  await expect(ringside.badge).toContainText("Scan · all 8 partitions")
})

test("completion works by keyboard, with names from the database", async ({ ringside, page }) => {
  await ringside.write("")
  const list = page.getByRole("listbox", { name: "Completions" })
  const take = async (said: string) => {
    await expect(list.getByRole("option").first()).toContainText(said)
    // What opens in this moment is not taken by a key that was meant otherwise.
    await page.waitForTimeout(150)
    await page.keyboard.press("Enter")
  }
  await page.keyboard.type("SEL", { delay: 30 })
  await take("SELECT")
  await page.keyboard.type(" * FROM ", { delay: 30 })
  await take("Shop")
  await page.keyboard.type(" WHERE CustomerN", { delay: 30 })
  await take("CustomerName")
  await page.keyboard.type(" = 'Ann' AND begins", { delay: 30 })
  await expect(list.getByRole("option").first()).toContainText("begins_with")
  await expectAccessible(page, "with completions")
  await take("begins_with")
  await page.keyboard.type("SK, 'ORD", { delay: 30 })
  await expect(list).toBeHidden()
  await page.keyboard.type("ER#'", { delay: 30 })
  await expect(ringside.editor).toHaveText(
    `SELECT * FROM "Shop" WHERE CustomerName = 'Ann' AND begins_with(SK, 'ORDER#')`,
  )
  await page.keyboard.press("ControlOrMeta+Enter")
  await expect(ringside.summary).toContainText("6 items · Scan")
})

test("several statements run in turn, and each has its answer", async ({ ringside, page }) => {
  const requests = async () =>
    Number(await page.getByRole("slider", { name: "Request of the session" }).getAttribute("max"))
  const before = await requests()
  await ringside.write(`${byKey};\n${insert};\n${scan}`)
  await expect(ringside.badge).toContainText("3 statements, 5.5 units together")
  await page.keyboard.press("ControlOrMeta+Enter")
  await expect(ringside.summary).toContainText("Scan · 8/8")
  const answers = page.getByRole("group", { name: "Answers" })
  await expect(answers.getByRole("button")).toHaveText([
    /1\s+Query\s+0.5 units/,
    /2\s+PutItem\s+1 unit/,
    /3\s+Scan\s+4 units/,
  ])
  await expect(answers).toContainText("3 answers, 5.5 units together")
  await answers.getByRole("button", { name: /^1 Query/ }).click()
  await expect(ringside.summary).toHaveText(/^7 items · Query · 1\/8/)
  await expect(answers.getByRole("button", { name: /^1 Query/ })).toHaveAttribute("aria-current", "true")
  await expect(ringside.ring).toHaveAccessibleName(/p5/)
  // Each of them is a request of its own in the session.
  expect(await requests()).toBeGreaterThanOrEqual(before + 3)
})

test("the statement at the cursor, or what is selected, runs alone", async ({ ringside, page }) => {
  await ringside.write(`${scan};\n${byKey}`)
  await expect(ringside.badge).toContainText("Query · 1 of 8")
  await page.getByRole("button", { name: "Only this one" }).click()
  await expect(ringside.summary).toHaveText(/^7 items · Query/)
  await ringside.editor.click()
  await page.keyboard.press("ControlOrMeta+Home")
  await expect(ringside.badge).toContainText("Scan · all 8")
  await page.keyboard.press("ControlOrMeta+Shift+Enter")
  await expect(ringside.summary).toHaveText(/^7 items · Scan/)
  await page.keyboard.press("Shift+End")
  await page.keyboard.press("Shift+ArrowLeft")
  for (let i = 0; i < ` WHERE CustomerName = 'Ann'`.length; i++) await page.keyboard.press("Shift+ArrowLeft")
  await expect(ringside.run).toContainText("Run selection")
  await page.keyboard.press("ControlOrMeta+Enter")
  await expect(ringside.summary).toHaveText(/^132 items · Scan/)
  await page.getByRole("tab", { name: "Request" }).click()
  await expect(ringside.request).not.toBeEmpty()
  await expect(ringside.run).not.toContainText("selection")
})

test("the first that is refused ends a run, and says where and what was done", async ({ ringside, page }) => {
  await ringside.write(`${insert};\n${insert};\n${scan}`)
  await ringside.run.click()
  await expect(ringside.alert).toContainText("DuplicateItemException")
  await expect(ringside.alert).toContainText(
    "This is 2 of 3. What stands before it was done, what stands after it was not.",
  )
  await expect(page.getByRole("group", { name: "Answers" }).getByRole("button")).toHaveText([/1\s+PutItem/])
  await ringside.write(`${byKey};\n\n\nSELECT * FORM "Shop";\n${byKey}`)
  await expect(ringside.badge).toContainText("3 statements, a mistake in line 4")
  await page.keyboard.press("ArrowUp")
  await expect(ringside.badge).toContainText("Statement wasn't well formed")
  await ringside.run.click()
  await expect(ringside.alert.getByRole("img", { name: "Line 4, column 10" })).toHaveText(
    /^SELECT \* FORM "Shop";\n {9}\^+$/,
  )
  await page.getByRole("button", { name: /^1 Query/ }).click()
  await expect(ringside.summary).toHaveText(/^7 items · Query/)
})

test("a long run says how far it is, and can be cancelled", async ({ ringside, page }) => {
  await ringside.write(Array.from({ length: 1200 }, () => byKey).join(";\n"))
  await ringside.run.click()
  const cancel = page.getByRole("button", { name: "Cancel" })
  await expect(cancel).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole("button", { name: /^\d[\d,]* of 1,200/ })).toBeVisible()
  await cancel.click()
  await expect(ringside.run).toHaveAttribute("aria-busy", "false")
  const done = await page.getByRole("group", { name: "Answers" }).getByRole("button").count()
  expect(done).toBeGreaterThan(0)
  expect(done).toBeLessThan(1200)
})

test("a statement is a request in the other tab, and changes there come back", async ({ ringside, page }) => {
  await ringside.write(byKey)
  await page.getByRole("tab", { name: "Request" }).click()
  await expect(ringside.request).toContainText('"KeyConditionExpression": "PK = :PK"')
  await expect(ringside.badge).toContainText("Translated from PartiQL.")
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^7 items · Query/)
  await page.getByRole("tab", { name: "PartiQL" }).click()
  await expect(ringside.editor).toHaveText(byKey)
  await page.getByRole("tab", { name: "Request" }).click()
  await ringside.write('GetItem {TableName: "Shop", Key: {PK: "CUSTOMER#1003", SK: "PROFILE"}}', ringside.request)
  await page.getByRole("tab", { name: "PartiQL" }).click()
  await expect(ringside.editor).toHaveText(/^SELECT \* FROM "?Shop"? WHERE PK = 'CUSTOMER#1003' AND SK = 'PROFILE'$/)
  await expect(ringside.badge).toContainText("Undo brings back what stood here.")
  await ringside.editor.click()
  await page.keyboard.press("ControlOrMeta+z")
  await expect(ringside.editor).toHaveText(byKey)
})

test("a statement unfolds into the request that an SDK sends, to be copied", async ({ ringside, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await ringside.write(insert)
  await ringside.badge.getByRole("button", { name: "As a native request" }).click()
  await expect(ringside.badge).toContainText('"ConditionExpression": "attribute_not_exists(PK)"')
  await ringside.badge.getByRole("button", { name: "Copy" }).click()
  await expect(ringside.badge.getByRole("button", { name: "Copied" })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(JSON.parse(copied)).toMatchObject({ TableName: "Shop", Item: { PK: { S: "CUSTOMER#9" } } })
})

test("a Scan says how it could be a Query, and an index for that can be written, made and used", async ({
  ringside,
  page,
}) => {
  await ringside.write(scan)
  await ringside.badge.getByRole("button", { name: "How this could be a Query" }).click()
  await expect(ringside.badge).toContainText("Give the partition key PK by =")
  await ringside.badge.getByRole("button", { name: "Write the index before it" }).click()
  await expect(ringside.editor).toContainText("UpdateTable {")
  await expect(ringside.editor).toContainText(scan)
  await ringside.editor.click()
  await page.keyboard.press("ControlOrMeta+z")
  await expect(ringside.editor).toHaveText(scan)
  await page.keyboard.press("ControlOrMeta+y")
  await page.keyboard.press("ControlOrMeta+Home")
  await page.keyboard.press("ControlOrMeta+Shift+Enter")
  await expect(ringside.result).toContainText("UpdateTable is done")
  await ringside.write(scan)
  await ringside.badge.getByRole("button", { name: "Write it so" }).click({ timeout: 15_000 })
  await expect(ringside.badge).toContainText(/^\s*Query of /)
})

test("a batch of statements says which of them was refused, and why", async ({ ringside }) => {
  const existing = `INSERT INTO Shop VALUE {'PK': 'CUSTOMER#1003', 'SK': 'PROFILE'}`
  await ringside.write(
    `BatchExecuteStatement {Statements: [{Statement: "${insert.replaceAll('"', "")}"}, {Statement: "${existing}"}]}`,
  )
  await ringside.run.click()
  await expect(ringside.result).toContainText("Statement 2: DuplicateItem.")
  await expect(ringside.result).not.toContainText("Statement 1:")
})

test("a string between double quotes is a name, which the badge says", async ({ ringside }) => {
  await ringside.write(`SELECT * FROM "Shop" WHERE PK = "CUSTOMER#1003"`)
  await expect(ringside.badge).toContainText("a string stands between single quotes: 'CUSTOMER#1003'")
})

test("a command of AWS's command line runs as it was pasted", async ({ ringside }) => {
  await ringside.write(
    `aws dynamodb get-item --table-name Shop --region us-east-1 \\\n  --key '{"PK": {"S": "CUSTOMER#1003"}, "SK": {"S": "PROFILE"}}'`,
  )
  await expect(ringside.badge).toContainText("GetItem · 1 of 8 partitions · reads 1 item · 0.5 units")
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^1 item · GetItem/)
})

for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ["light", "dark"] as const) {
    if (!isTried(size, colorScheme)) continue
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, contextOptions: { reducedMotion: "reduce" } })

      test("axe finds nothing in what is said of several parts, and nothing is wider than the page", async ({
        ringside,
        page,
      }) => {
        await ringside.write(`${byKey};\n${scan};\n${insert}`)
        await ringside.run.click()
        await expect(page.getByRole("group", { name: "Answers" })).toBeVisible()
        await ringside.badge.getByRole("button", { name: "As a native request" }).click()
        await expectAccessible(page, "with several answers")
        await ringside.write(`${byKey};\nSELECT * FORM "Shop"`)
        await expect(ringside.badge).toContainText("Statement wasn't well formed")
        await expectAccessible(page, "with a mistake")
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(wide).toBeLessThanOrEqual(0)
      })
    })
  }
}
