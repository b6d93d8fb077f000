import { expect, test } from "./stage.js"

test("a newcomer sees a query by key that asks one partition", async ({ ringside }) => {
  await ringside.open()
  await expect(ringside.engine).toHaveText("Ready")
  await expect(ringside.editor).toHaveText(/SELECT \* FROM "Shop"/)
  await expect(ringside.badge).toHaveText(/Query · 1 of 8 partitions/)
  await expect(ringside.ring).toHaveAccessibleName(/asked 1 of 8: p5\. The key's hash bc6e… leads there/)
  expect(await ringside.lit()).toEqual([expect.stringMatching(/p5\s+read 6/)])
  await expect(ringside.cost).toContainText("Query · 1/8 partitions · read 6 → returned 6 · 0.5 units")
})

test("the same question without the key asks all partitions, and costs more", async ({ ringside, page }) => {
  await ringside.open()
  await page.getByRole("button", { name: "Now try it without the key" }).click()
  await expect(ringside.summary).toHaveText(/^6 items · Scan · 8\/8 partitions/)
  await expect(ringside.ring).toHaveAccessibleName(/asked 8 of 8: p0, p1, p2, p3, p4, p5, p6, p7\./)
  expect(await ringside.lit()).toHaveLength(8)
  await expect(ringside.cost).toContainText("Last Query · 1/8 partitions")
  await expect(ringside.cost).toContainText(/This Scan costs \d+× as much as the Query before it/)
  await expect(ringside.steps.filter({ hasText: "filter" })).toContainText(
    /\d+ items were read and paid for, 6 are kept/,
  )
  await page.getByRole("button", { name: "Back to the key" }).click()
  await expect(ringside.summary).toHaveText(/^6 items · Query · 1\/8/)
  await expect(ringside.cost).toContainText(/The last Scan cost \d+× as much/)
})

test("the way of the request is told in sentences", async ({ ringside }) => {
  await ringside.open()
  await expect(ringside.steps).toContainText([
    /parse.*It runs as a Query/,
    /hash.*xxhash64\('CUSTOMER#1003'\) = bc6e… lies in p5's range, so only p5 is asked\./,
    /ring.*from a000… to c000… belongs to p5/,
    /partition.*1 of 8 partitions is asked, p5/,
    /seek.*B-tree/,
    /read.*Read 6 items, 2\.1 KB/,
    /cost.*0\.5 units\./,
  ])
})

test("before it runs, the badge says what a statement will become, and why", async ({ ringside }) => {
  await ringside.open()
  await ringside.write(`SELECT * FROM "Shop" WHERE City = 'Ghent'`)
  await expect(ringside.badge).toHaveText(/Scan · all 8 partitions.*partition key PK/s)
  await ringside.write(`SELECT * FROM "Shop" WHERE PK = 'CUSTOMER#1004' AND SK = 'PROFILE'`)
  await expect(ringside.badge).toHaveText(/GetItem · 1 of 8 partitions/)
  await expect(ringside.summary).toHaveText(/Query/)
})

test("an item that is written is counted in its partition", async ({ ringside }) => {
  await ringside.open()
  const p5 = ringside.partitions.filter({ hasText: "p5" })
  const before = Number.parseInt((await p5.innerText()).split("\n").at(-1)!, 10)
  await ringside.write(`INSERT INTO "Shop" VALUE {'PK': 'CUSTOMER#1003', 'SK': 'ORDER#new'}`)
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^PutItem · 1\/8/)
  await expect(p5).toContainText(`${before + 1} items`)
  await expect(ringside.steps.filter({ hasText: "propagate" })).toContainText(
    /Two followers hear of it: replica 1 in \d/,
  )
})

test("the result is a table, JSON, and DynamoDB's JSON", async ({ ringside, page }) => {
  await ringside.open()
  await expect(ringside.result.getByRole("row")).toHaveCount(7)
  await expect(ringside.result.getByRole("columnheader")).toContainText(["PK", "SK"])
  await ringside.result.getByText("list of").first().click()
  await expect(ringside.result.getByText('"Sku"').first()).toBeVisible()
  await page.getByRole("tab", { name: "JSON", exact: true }).click()
  await expect(ringside.result.getByRole("tabpanel")).toContainText('"PK": "CUSTOMER#1003"')
  await page.keyboard.press("ArrowRight")
  await expect(page.getByRole("tab", { name: "DynamoDB JSON" })).toBeFocused()
  await expect(ringside.result.getByRole("tabpanel")).toContainText('"S": "CUSTOMER#1003"')
})

test("another table comes with a statement of its own", async ({ ringside, page }) => {
  await ringside.open()
  await ringside.openData()
  await ringside.dialog.getByRole("button", { name: "Load Users" }).click()
  await expect(ringside.dialog).toBeHidden()
  await expect(page.getByRole("combobox", { name: "Table" })).toHaveValue("Users")
  await expect(ringside.editor).toContainText('SELECT * FROM "Users"')
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^1 item · GetItem · 1\/8 partitions/)
  await page.getByRole("combobox", { name: "Table" }).selectOption("Shop")
  await expect(ringside.editor).toContainText("CUSTOMER#1003")
})

test("every sample can be loaded, fills all partitions, and answers by key and without", async ({ ringside, page }) => {
  await ringside.open()
  for (const name of ["Music", "Likes", "Orders"]) {
    await ringside.openData()
    await ringside.dialog.getByRole("button", { name: `Load ${name}` }).click()
    await expect(page.getByRole("combobox", { name: "Table" })).toHaveValue(name)
    await expect(ringside.partitions).toHaveCount(8)
    for (const text of await ringside.partitions.allInnerTexts()) expect(text).not.toMatch(/\b0 items/)
    await ringside.run.click()
    await expect(ringside.summary).toHaveText(/^[1-9]\d* items? · Query · 1\/8 partitions/)
    await page.getByRole("button", { name: "Now try it without the key" }).click()
    await expect(ringside.summary).toHaveText(/^[1-9]\d* items? · Scan · 8\/8 partitions/)
  }
})

test("a partition can be pinned on the ring and in its card, and Esc lets go of it", async ({ ringside, page }) => {
  await ringside.open()
  const p2 = ringside.partitions.filter({ hasText: "p2" })
  await p2.click()
  await expect(p2).toHaveAttribute("aria-pressed", "true")
  await page.keyboard.press("Escape")
  await expect(p2).toHaveAttribute("aria-pressed", "false")
})

test("the ranges can be read as a table", async ({ ringside, page }) => {
  await ringside.open()
  await page.getByText("Show the ranges as a table").click()
  const rows = page.getByRole("row").filter({ hasText: /asked|read \d/ })
  await expect(rows.filter({ hasText: "read 6 items" })).toHaveText(/p5\s*a000… to just below c000…/)
  await expect(rows.filter({ hasText: "not asked" })).toHaveCount(7)
})

test("the caption about rings is always there", async ({ ringside, page }) => {
  await ringside.open()
  await expect(page.getByText("DynamoDB puts no servers on a ring")).toBeVisible()
})

test("a suggestion keeps the reader's own statement within reach of undo", async ({ ringside, page }) => {
  await ringside.open()
  const own = "SELECT * FROM \"Shop\" WHERE PK = 'CUSTOMER#1001'"
  await ringside.write(own)
  await ringside.run.click()
  await page.getByRole("button", { name: "Example: without the key" }).click()
  await expect(ringside.summary).toContainText("Scan")
  await ringside.editor.click()
  await page.keyboard.press("ControlOrMeta+z")
  await expect(ringside.editor).toHaveText(own)
})
