import type { Page } from "@playwright/test"
import { expect, expectAccessible, type Ringside, sizes, test } from "./stage.js"

// What is broken on purpose, and what is throttled: on the page, by hand.

const replicas = (page: Page) => page.getByRole("list", { name: /^Replicas of p/ }).getByRole("listitem")
const broken = (page: Page) => page.getByRole("status", { name: "Broken on purpose" })
const step = (page: Page) => page.getByRole("button", { name: "Step to the next event" }).click()

async function stopClock(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Stop the clock" }).click()
}

/** Runs a statement; the summary or what it was refused with says what came of it. */
async function ask(ringside: Ringside, statement: string, answer: RegExp): Promise<void> {
  await ringside.write(statement)
  await ringside.run.click()
  await expect(ringside.summary.or(ringside.alert).filter({ hasText: answer })).toBeVisible()
}

const insert = (name: string) => `INSERT INTO "Shop" VALUE {'PK': 'CUSTOMER#1003', 'SK': '${name}'}`
const noted = (name: string) => `SELECT * FROM "Shop" WHERE PK = 'CUSTOMER#1003' AND SK = '${name}'`

test.beforeEach(({ ringside }) => ringside.open())

test("a leader is stopped, and no write that was acknowledged is lost", async ({ ringside, page }) => {
  await stopClock(page)
  await ask(ringside, insert("NOTE#1"), /PutItem/)
  await ringside.partitions.nth(5).click()
  const leader = replicas(page).filter({ hasText: "leader" })
  await leader.getByRole("button", { name: /^Stop replica/ }).click()
  await expect(leader).toContainText("stopped")
  await expect(page.getByText(/Its leader is stopped. Another is elected in/)).toBeVisible()
  await expect(broken(page)).toContainText(/replica \d of p5 is stopped/)
  await ask(ringside, insert("NOTE#2"), /InternalServerError|Internal server error/i)
  for (let i = 0; i < 6 && (await leader.filter({ hasText: "stopped" }).count()) > 0; i++) await step(page)
  await expect(leader).not.toContainText("stopped")
  await page.getByRole("combobox", { name: "Consistency of reads" }).selectOption({ index: 1 })
  await ask(ringside, noted("NOTE#1"), /^1 item/)
  await ask(ringside, insert("NOTE#2"), /PutItem/)
  await broken(page).getByRole("button", { name: "Mend everything" }).click()
  await expect(broken(page)).toBeHidden()
})

test("a read of a follower that is behind is stale", async ({ ringside, page }) => {
  await stopClock(page)
  await page.getByText("Make something go wrong…").click()
  await page.getByRole("combobox", { name: "How much later" }).selectOption("held up")
  await page.getByRole("combobox", { name: "Of which partitions" }).selectOption("all partitions")
  await page.getByRole("button", { name: "Delay followers" }).click()
  await expect(broken(page)).toContainText("p0’s followers and 7 more: held up")
  await ask(ringside, insert("NOTE#1"), /PutItem/)
  await expect(async () => {
    await ask(ringside, noted("NOTE#1"), /^\d items? /)
    await expect(ringside.summary).toHaveText(/^0 items/, { timeout: 500 })
  }).toPass()
  await expect(replicas(page).filter({ hasText: "answered" })).toContainText("behind")
})

test("zones, refusals and jumps of the clock", async ({ ringside, page }) => {
  await page.getByText("Make something go wrong…").click()
  await page.getByRole("button", { name: "Stop zone b" }).click()
  await expect(broken(page)).toContainText("zone b is stopped")
  await expect(replicas(page).filter({ hasText: "zone b" })).toContainText("stopped")
  await page.getByRole("button", { name: "Start zone b" }).click()
  await expect(broken(page)).toBeHidden()
  await page.getByRole("spinbutton", { name: "How many requests" }).fill("1")
  await page.getByRole("button", { name: "Throttle them" }).click()
  await expect(broken(page)).toContainText("the next 1 request: throttled")
  await ask(ringside, insert("NOTE#1"), /Throughput exceeds the current capacity/)
  await expect(broken(page)).toBeHidden()
  const time = page.getByRole("banner").getByRole("time")
  const before = await time.innerText()
  await page.getByRole("button", { name: "by an hour" }).click()
  await expect(time).not.toHaveText(new RegExp(`^${before.slice(0, 2)}:`))
})

test("a table that is over its capacity throttles, and its buckets say so", async ({ ringside, page }) => {
  await page.getByRole("tab", { name: "Request" }).click()
  const key = {
    AttributeDefinitions: [{ AttributeName: "Id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "Id", KeyType: "HASH" }],
  }
  const send = async (text: string) => {
    await ringside.write(text, ringside.request)
    await ringside.run.click()
    await expect(ringside.run).toHaveAttribute("aria-busy", "false")
  }
  const units = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
  await send(`CreateTable ${JSON.stringify({ TableName: "Votes", ...key, ProvisionedThroughput: units })}`)
  await expect(page.getByRole("combobox", { name: "Table" })).toHaveValue("Votes")
  await stopClock(page)
  const puts = (k: number) =>
    Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: { Id: { S: `v${k * 25 + i}` } } } }))
  for (let k = 0; k < 13; k++) await send(`BatchWriteItem ${JSON.stringify({ RequestItems: { Votes: puts(k) } })}`)
  await send('PutItem {"TableName":"Votes","Item":{"Id":{"S":"one more"}}}')
  await expect(ringside.alert).toContainText(
    "The level of configured provisioned throughput for the table was exceeded.",
  )
  await expect(ringside.alert).toContainText("the table's bucket is empty and gets only the 1 unit a second")
  await expect(ringside.steps.last()).toContainText("the table's bucket is empty")
  await expect(page.getByText(/of 300 tokens, 1 more each second/).last()).toBeVisible()
})

for (const [size, viewport] of Object.entries(sizes)) {
  test(`axe finds nothing at ${size} with things broken, and nothing is wider than the page`, async ({ page }) => {
    await page.setViewportSize(viewport)
    await page.getByText("Make something go wrong…").click()
    await page.getByRole("button", { name: "Stop zone a" }).click()
    await expect(broken(page)).toBeVisible()
    await expectAccessible(page, "with a zone stopped")
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
}
