import type { Page } from "@playwright/test"
import { expect, expectAccessible, type Ringside, sizes, test } from "./stage.js"

// What follows the writes to a table: its indexes, each a ring of its own, its stream, and what will expire.

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: "S" })
const key = (...names: string[]) =>
  names.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? "HASH" : "RANGE" }))

const rides = JSON.stringify({
  TableName: "Rides",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["Rider", "At", "Driver", "Fare"].map(attribute),
  KeySchema: key("Rider", "At"),
  GlobalSecondaryIndexes: [
    { IndexName: "ByDriver", KeySchema: key("Driver"), Projection: { ProjectionType: "ALL" } },
    { IndexName: "ByFare", KeySchema: key("Fare"), Projection: { ProjectionType: "KEYS_ONLY" } },
  ],
  LocalSecondaryIndexes: [
    { IndexName: "Dearest", KeySchema: key("Rider", "Fare"), Projection: { ProjectionType: "ALL" } },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
})

const byDriver = `Query {"TableName": "Rides", "IndexName": "ByDriver", "KeyConditionExpression": "Driver = :d",
  "ExpressionAttributeValues": {":d": {"S": "dee"}}}`

async function ask({ request, run, summary }: Ringside, page: Page, text: string, answer: RegExp): Promise<void> {
  await request.click()
  await page.keyboard.press("ControlOrMeta+a")
  await page.keyboard.insertText(text)
  await run.click()
  await expect(summary).toHaveText(answer)
}

const put = (more: string) =>
  `PutItem {"TableName": "Rides", "Item": {"Rider": {"S": "ann"}, "At": {"S": "1"}, "Driver": {"S": "dee"}, ${more}}}`

/** The card of a ring in little. */
const ring = (page: Page, name: string) =>
  page.getByRole("list", { name: "Rings of Rides" }).getByRole("button", { name: new RegExp(`^${name}\\b`) })

const after = (page: Page) => page.getByRole("region", { name: "What follows the writes" })

const step = (page: Page) => page.getByRole("button", { name: "Step to the next event" }).click()

test.beforeEach(async ({ ringside, page }) => {
  await ringside.open()
  await expect(after(page)).toBeHidden()
  await page.getByRole("tab", { name: "Request" }).click()
  await ask(ringside, page, `CreateTable ${rides}`, /CreateTable · done/)
  await expect(ring(page, "Rides")).toHaveAttribute("aria-pressed", "true")
})

test("a write comes to the ring of an index later, and until then a read of it is stale", async ({
  ringside,
  page,
}) => {
  await page.getByRole("button", { name: "Stop the clock" }).click()
  await ask(ringside, page, put('"Fare": {"S": "20"}'), /^PutItem · 1\/8 .* 4 units/)
  await expect(ring(page, "ByDriver")).toHaveText(/0 entries .* 1 write on the way, next in \d+ ms/s)
  await expect(ringside.cost).toContainText("1 × 1 KB in ByDriver")
  await ask(ringside, page, byDriver, /^0 items · Query of ByDriver · 1\/8 partitions/)
  await expect(ring(page, "ByDriver")).toHaveAttribute("aria-pressed", "true")
  await expect(ringside.ring).toHaveAccessibleName(/asked 1 of 8/)
  for (let i = 0; i < 8 && !(await ring(page, "ByDriver").innerText()).includes("1 entry"); i++) await step(page)
  await expect(ring(page, "ByDriver")).toHaveText(/1 entry .* up to date/s)
  await ask(ringside, page, byDriver, /^1 item · Query of ByDriver · 1\/8 partitions/)
  await expect(page.locator("tree-view")).toContainText("B-tree of ByDriver, 1 item")
  await ringside.result.getByRole("row").last().hover()
  await expect(page.locator("tree-view .focus").first()).toBeVisible()
})

test("another ring is looked at by a click, its partitions are cut, and the request is still told of", async ({
  ringside,
  page,
}) => {
  await ask(ringside, page, put('"Fare": {"S": "20"}'), /^PutItem/)
  await ring(page, "ByFare").click()
  await expect(ring(page, "ByFare")).toHaveAttribute("aria-pressed", "true")
  await expect(ringside.ring).toHaveAccessibleName(
    /A ring of 8 hash ranges. The last request went to the ring of Rides/,
  )
  await page.getByRole("button", { name: "Split in the middle" }).click()
  await expect(ringside.ring).toHaveAccessibleName(/A ring of 9 hash ranges/)
  await ring(page, "Rides").click()
  await expect(ringside.ring).toHaveAccessibleName(/A ring of 8 hash ranges. The last request asked 1 of 8/)
})

test("a local index is another tree of the same partition", async ({ ringside, page }) => {
  await ask(ringside, page, put('"Fare": {"S": "20"}'), /^PutItem/)
  const query = byDriver.replace("ByDriver", "Dearest").replace("Driver = :d", "Rider = :d").replace("dee", "ann")
  await ask(ringside, page, query, /^1 item · Query of Dearest · 1\/8/)
  await expect(ring(page, "Rides")).toHaveAttribute("aria-pressed", "true")
  await expect(page.locator("tree-view")).toContainText("B-tree of Dearest, 1 item")
})

test("a split closes a shard of the stream and opens two", async ({ ringside, page }) => {
  await ask(ringside, page, put('"Fare": {"S": "20"}'), /^PutItem/)
  await expect(after(page)).toContainText("NEW_IMAGE · ENABLED · 8 open shards")
  await page.getByRole("button", { name: "Split in the middle" }).click()
  await expect(after(page)).toContainText("9 open shards, 1 closed")
  await after(page).getByText("Show the shards as a table").click()
  const rows = after(page).getByRole("region", { name: "Shards" }).getByRole("row")
  await expect(rows).toHaveCount(11)
  await expect(rows.filter({ hasText: "closed" })).toHaveText(/closed\s*1\s*$/)
})

test("an item that has expired is still there, and is deleted later", async ({ ringside, page }) => {
  const ttl = `{"TableName": "Rides", "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "Ends"}}`
  await ask(ringside, page, `UpdateTimeToLive ${ttl}`, /done/)
  const ended = Math.floor(Date.now() / 1000) - 60
  await ask(ringside, page, put(`"Ends": {"N": "${ended}"}`), /^PutItem/)
  await expect(after(page)).toContainText("by Ends")
  const queue = after(page).getByRole("region", { name: "Items that expire next" })
  await expect(queue.getByRole("row").last()).toHaveText(/ann \/ 1\s*1 min ago, still there\s*in 10 min/)
  await expect(ring(page, "Rides")).toContainText("1 item")
  for (let i = 0; i < 12 && !(await ring(page, "Rides").innerText()).includes("0 items"); i++) await step(page)
  await expect(ring(page, "Rides")).toContainText("0 items")
  await expect(queue).toBeHidden()
})

for (const [size, viewport] of Object.entries(sizes)) {
  test(`axe finds nothing at ${size}, and nothing is wider than the page`, async ({ ringside, page }) => {
    await page.setViewportSize(viewport)
    await ask(ringside, page, put('"Fare": {"S": "20"}'), /^PutItem/)
    await after(page).getByText("Show the shards as a table").click()
    await expectAccessible(page, "with rings, shards and a table")
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    for (const button of await page.getByRole("list", { name: "Rings of Rides" }).getByRole("button").all()) {
      expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44)
    }
  })
}
