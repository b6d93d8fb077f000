import { expect, test } from "./stage.js"

// What the page does when the engine is not there, or breaks.

test.describe("an engine that can't be fetched", () => {
  test.use({ expectedError: /Failed to load resource/ })

  test("is named with its cause, and comes with Retry", async ({ ringside, page }) => {
    await page.route("**/engine.wasm", (route) => route.fulfill({ status: 404 }))
    await page.goto("./")
    await expect(ringside.alert).toContainText("engine.wasm was answered with HTTP status 404")
    await expect(ringside.engine).toHaveText("No engine")
    await page.unroute("**/engine.wasm")
    await page.getByRole("button", { name: "Retry" }).click()
    await expect(ringside.summary).toHaveText(/^6 items · Query/)
    await expect(ringside.alert).toBeHidden()
    await expect(ringside.engine).toHaveText("Ready")
  })
})

// A worker that has an engine only in name: it is ready, and then it was rebuilt.
const rebuilt = `
  const guilty = { target: "DynamoDB_20120810.PutItem", body: "{}", message: "index out of range" }
  const replayed = { Records: 3, Last: 3, Differs: 0, Torn: false }
  addEventListener("message", ({ data }) => {
    if (data.do === "open") postMessage({ done: "status", status: { is: "ready", startMillis: 1 } })
    if (data.do === "open") postMessage({ done: "status", status: { is: "rebuilt", guilty, replayed } })
    if (data.do === "log") postMessage({ done: "log", id: data.id, bytes: new TextEncoder().encode("the log") })
  })
`

test("an engine that broke says so, and offers the session's log", async ({ ringside, page }) => {
  await page.route("**/worker-*.js", (route) => route.fulfill({ contentType: "text/javascript", body: rebuilt }))
  await page.goto("./")
  await expect(ringside.alert).toContainText("The engine broke during PutItem (index out of range)")
  await expect(ringside.alert).toContainText("rebuilt from the session’s log of 3 requests, without that one")
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Save the session’s log" }).click()
  expect((await download).suggestedFilename()).toBe("ringside-session.log")
  await page.getByRole("button", { name: "Dismiss" }).click()
  await expect(ringside.alert).toBeHidden()
})

test("opened as a file, the page says how to serve it", async ({ page }) => {
  await page.goto(new URL("../../dist/index.html", import.meta.url).href)
  await expect(page.getByText("python3 -m http.server")).toBeVisible()
})

test.describe("a script that does not arrive", () => {
  test.use({ expectedError: /Failed to load resource/ })

  test("is missed after a while", async ({ ringside, page }) => {
    await page.route("**/index-*.js", (route) => route.abort())
    await page.goto("./")
    await expect(page.getByText("script has not arrived")).toBeVisible({ timeout: 10_000 })
    await expect(ringside.editor).toBeHidden()
  })
})
