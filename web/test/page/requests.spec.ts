import { expect, test } from "./stage.js"

// Requests as an operation and its JSON, beside statements.

test.beforeEach(async ({ ringside, page }) => {
  await ringside.open()
  await page.getByRole("tab", { name: "Request" }).click()
  await expect(ringside.request).toContainText("Query {")
})

test("begins with a request about what is shown, explains it and runs it", async ({ ringside }) => {
  await expect(ringside.request).toContainText('"S": "CUSTOMER#1003"')
  await expect(ringside.badge).toContainText("Query · 1 of 8 partitions")
  await expect(ringside.badge).toContainText("Translated from PartiQL.")
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^6 items · Query · 1\/8/)
  await expect(ringside.result.getByRole("row")).toHaveCount(7)
})

test("each language keeps its text, and the choice is kept", async ({ ringside, page }) => {
  await ringside.write('GetItem {"TableName": "Shop"}', ringside.request)
  await page.getByRole("tab", { name: "PartiQL" }).click()
  await expect(ringside.editor).toContainText("SELECT * FROM")
  await page.keyboard.press("ArrowRight")
  await expect(page.getByRole("tab", { name: "Request" })).toBeFocused()
  await expect(ringside.request).toHaveText('GetItem {"TableName": "Shop"}')
  await page.reload()
  await expect(page.getByRole("tab", { name: "Request" })).toHaveAttribute("aria-selected", "true")
})

test("undoing stays inside a language", async ({ ringside, page }) => {
  await ringside.write("Scan {}", ringside.request)
  await page.getByRole("tab", { name: "PartiQL" }).click()
  await ringside.editor.click()
  await page.keyboard.press("ControlOrMeta+z")
  await expect(ringside.editor).toContainText("SELECT * FROM")
})

for (const [operation, summary] of [
  ["GetItem", /^1 item · GetItem · 1\/8/],
  ["PutItem", /^PutItem · 1\/8/],
  ["UpdateItem", /^1 item · UpdateItem · 1\/8/],
  ["DeleteItem", /^DeleteItem · 1\/8/],
  ["Query", /^7 items · Query · 1\/8/],
  ["Scan", /^10 items · Scan · .* more pages follow/],
] as const) {
  test(`the example of ${operation} runs`, async ({ ringside, page }) => {
    await page.getByRole("combobox", { name: "Write an example" }).selectOption(operation)
    await expect(ringside.request).toContainText(`${operation} {`)
    await expect(ringside.badge).toContainText(operation)
    await ringside.run.click()
    await expect(ringside.summary).toHaveText(summary)
  })
}

test("pages of a request go on after the last key", async ({ ringside, page }) => {
  await ringside.write(
    'Query {"TableName":"Shop","Limit":5,"KeyConditionExpression":"PK = :p",\n"ExpressionAttributeValues":{":p":{"S":"CUSTOMER#1003"}}}',
    ringside.request,
  )
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^5 items .* more pages follow/)
  await page.getByRole("button", { name: "Load next page" }).click()
  await expect(ringside.summary).toHaveText(/^7 items · Query/)
  await expect(ringside.result).toContainText("7 items on 2 pages")
})

test("an operation without items shows the whole of its answer", async ({ ringside }) => {
  await ringside.write('DescribeTable {"TableName":"Shop"}', ringside.request)
  await ringside.run.click()
  await expect(ringside.result).toContainText("DescribeTable is done")
  await expect(ringside.result).toContainText('"TableStatus": "ACTIVE"')
  await ringside.write(
    'Query {"TableName":"Shop","Select":"COUNT","KeyConditionExpression":"PK = :p",\n"ExpressionAttributeValues":{":p":{"S":"CUSTOMER#1003"}}}',
    ringside.request,
  )
  await ringside.run.click()
  await expect(ringside.result).toContainText('"Count": 7')
})

test("a batch shows its items, and each of them is paid for", async ({ ringside }) => {
  await ringside.write(
    `BatchGetItem {"RequestItems":{"Shop":{"ConsistentRead":true,"Keys":[
{"PK":{"S":"CUSTOMER#1003"},"SK":{"S":"PROFILE"}},{"PK":{"S":"CUSTOMER#1001"},"SK":{"S":"PROFILE"}}]}}}`,
    ringside.request,
  )
  await expect(ringside.badge).toContainText("BatchGetItem · 2 of 8 partitions")
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^2 items · BatchGetItem · 2\/8 partitions · read 2 → returned 2 · 2 units/)
  await expect(ringside.result.getByRole("row")).toHaveCount(3)
})

test("a transaction that is cancelled says which of its actions could not happen, and why", async ({ ringside }) => {
  const key = '"Key":{"PK":{"S":"CUSTOMER#1003"},"SK":{"S":"PROFILE"}}'
  await ringside.write(
    `TransactWriteItems {"TransactItems":[
{"Put":{"TableName":"Shop","Item":{"PK":{"S":"CUSTOMER#9"},"SK":{"S":"PROFILE"}}}},
{"ConditionCheck":{"TableName":"Shop",${key},"ConditionExpression":"attribute_not_exists(PK)"}}]}`,
    ringside.request,
  )
  await ringside.run.click()
  await expect(ringside.alert).toContainText("TransactionCanceledException")
  await expect(ringside.alert).toContainText("[None, ConditionalCheckFailed]")
  await expect(ringside.alert).toContainText("Action 2: The conditional request failed.")
  await ringside.write(`TransactGetItems {"TransactItems":[{"Get":{"TableName":"Shop",${key}}}]}`, ringside.request)
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^1 item · TransactGetItems · 1\/8 partitions .* · 2 units/)
})

test("a table that a request makes is shown", async ({ ringside, page }) => {
  await ringside.write(
    `CreateTable {"TableName":"Made","BillingMode":"PAY_PER_REQUEST",
"AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"}],"KeySchema":[{"AttributeName":"k","KeyType":"HASH"}]}`,
    ringside.request,
  )
  await ringside.run.click()
  await expect(page.getByRole("combobox", { name: "Table" })).toHaveValue("Made")
})

test("what is no JSON has its place and how to mend it, and nothing is sent", async ({ ringside }) => {
  await ringside.write('GetItem {\n"TableName": "Shop"\n"Key": {}\n}', ringside.request)
  await expect(ringside.badge).toContainText("a comma or } is missing here")
  await ringside.run.click()
  await expect(ringside.alert).toContainText("Line 2, column 20: a comma or } is missing here.")
  await expect(ringside.alert.getByRole("img", { name: "Line 2, column 20" })).toHaveText(
    `"TableName": "Shop"\n${" ".repeat(19)}^`,
  )
  await expect(ringside.alert).toContainText("Put a comma between two, or end with }.")
})

test("what the engine refuses is told in its words, with its place in the text", async ({ ringside }) => {
  await ringside.write('Query {"TableName":"Shop",\n"KeyConditionExpression":"PK == :p"}', ringside.request)
  await ringside.run.click()
  await expect(ringside.alert).toContainText("ValidationException")
  await expect(ringside.alert.getByRole("img", { name: "Line 2, column 31" })).toBeVisible()
  await ringside.write("Nothing {}", ringside.request)
  await ringside.run.click()
  await expect(ringside.alert).toContainText("there is no operation Nothing")
})

test("a read can be strongly consistent, for twice the price", async ({ ringside, page }) => {
  const consistency = page.getByRole("combobox", { name: "Consistency of reads" })
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/0\.5 units\s*$/)
  await consistency.selectOption("Strongly consistent")
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/· 1 unit\s*$/)
  await page.getByRole("tab", { name: "PartiQL" }).click()
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^6 items .* 1 unit\s*$/)
})

test("all of it works without a mouse", async ({ ringside, page }) => {
  await page.getByRole("tab", { name: "Request" }).focus()
  await ringside.tabTo(ringside.request)
  await ringside.replace('Scan {"TableName": "Shop"}')
  await page.keyboard.press("ControlOrMeta+Enter")
  await expect(ringside.summary).toHaveText(/Scan · 8\/8/)
})

test("text from keys and values stays text", async ({ ringside, page }) => {
  const hostile = "<img src=x onerror=alert(1)>"
  await ringside.write(
    `PutItem {"TableName":"Shop","Item":{"PK":{"S":"${hostile}"},"SK":{"S":"<b>"},"${hostile}":{"S":"</td><script>"}}}`,
    ringside.request,
  )
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/^PutItem/)
  await ringside.write(
    `GetItem {"TableName":"Shop","ConsistentRead":true,"Key":{"PK":{"S":"${hostile}"},"SK":{"S":"<b>"}}}`,
    ringside.request,
  )
  await ringside.run.click()
  await expect(ringside.result.getByRole("columnheader", { name: hostile })).toBeVisible()
  await expect(ringside.result.getByRole("cell", { name: "</td><script>" })).toBeVisible()
  await expect(page.locator("result-view img, result-view td b, result-view script")).toHaveCount(0)
})
