import type { Page } from "@playwright/test"
import { hostile } from "../hostile.js"
import { expect, type Ringside, sizes, test } from "./stage.js"

// The pictures: the tree inside a partition, replicas, the ring, and what is pointed at in all of them at once.

const parts = (page: Page) => ({
  tree: page.getByRole("listbox", { name: /^The B-tree of/ }),
  /** A key's square in the tree, by what its title says. */
  square: (text: string | RegExp) => page.locator("tree-view [data-rank]").filter({ hasText: text }),
  rows: page.locator("result-view tbody tr"),
  finder: page.getByRole("textbox", { name: "Type a key and see where it lands" }),
  landing: page.locator("key-finder [role=status]"),
  kept: page.getByRole("list", { name: "Keys to compare" }).getByRole("button"),
  replicas: page.getByRole("list", { name: /^Replicas of p/ }).getByRole("listitem"),
  split: page.getByRole("button", { name: /^Split/ }),
  ring: page.getByRole("group", { name: /^The ring;/ }),
})

/** Runs a statement and waits for what the page says about it. */
async function run(ringside: Ringside, statement: string, summary: RegExp): Promise<void> {
  await ringside.write(statement)
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(summary)
}

test("inside the partition that was asked, the tree shows the way down and what was read", async ({
  ringside,
  page,
}) => {
  await ringside.open()
  const { tree, square } = parts(page)
  await expect(tree).toHaveAccessibleName(
    /The B-tree of p5 on replica \d: 14 items in \d nodes on 2 levels. 6 returned/,
  )
  await expect(square("· returned")).toHaveCount(6)
  await expect(square("not read")).toHaveCount(8)
  await expect(page.locator("tree-view .box.way")).toHaveCount(2)
  await expect(page.locator("tree-view .comparisons")).toHaveText([/\d comparison/, /\d comparison/])
  await expect(square("compared").first()).toBeVisible()
})

test("what was read and filtered out is neither returned nor unread", async ({ ringside, page }) => {
  await ringside.open()
  const statement = `SELECT * FROM "Shop" WHERE PK = 'CUSTOMER#1003' AND status = 'DELIVERED'`
  await run(ringside, statement, /Query · 1\/8 partitions/)
  const { square } = parts(page)
  await expect(square("read, filtered out").first()).toBeVisible()
  const [returned, filtered] = [await square("· returned").count(), await square("read, filtered out").count()]
  await expect(ringside.summary).toContainText(`read ${returned + filtered} → returned ${returned}`)
})

test("the tree can be read as a table", async ({ ringside, page }) => {
  await ringside.open()
  await page.getByText("Show the tree as a table").click()
  const rows = page.getByRole("group", { name: "The tree as a table" }).getByRole("row")
  await expect(rows).toHaveCount(15)
  await expect(rows.filter({ hasText: "returned" })).toHaveCount(6)
  await expect(rows.filter({ hasText: "root" })).not.toHaveCount(0)
})

test("a row lights up its square and its place on the ring, a square its row", async ({ ringside, page }) => {
  await ringside.open()
  const { rows, square } = parts(page)
  await rows.nth(2).hover()
  await expect(square("100303")).toHaveClass(/focus/)
  await expect(page.locator("hash-ring .place")).toHaveCount(1)
  await square("100305").hover()
  await expect(rows.nth(4)).toHaveClass(/focus/)
  await expect(rows.nth(2)).not.toHaveClass(/focus/)
})

test("a node of the tree lights up what is below it, in the rows and on the ring", async ({ ringside, page }) => {
  await ringside.open()
  const { rows } = parts(page)
  await page
    .locator("tree-view .box.way")
    .last()
    .hover({ position: { x: 60, y: 8 } })
  await expect(page.locator("tree-view .tinted")).toHaveCount(3)
  await expect(rows.and(page.locator(".tinted"))).toHaveCount(3)
  await expect(page.locator("hash-ring .place")).toHaveCount(1)
  await page
    .locator("tree-view .box.way")
    .first()
    .hover({ position: { x: 230, y: 4 } })
  await expect(page.locator("tree-view .tinted")).toHaveCount(14)
  await expect(page.locator("hash-ring .tint")).toHaveCount(1)
})

test("the key in the editor lights up its place, its leaves and its rows", async ({ ringside, page }) => {
  await ringside.open()
  const { rows } = parts(page)
  await page.locator(".cm-key").hover()
  await expect(page.locator("tree-view .tinted")).toHaveCount(7)
  for (const row of await rows.all()) await expect(row).toHaveClass(/tinted/)
  await expect(page.locator("hash-ring .place")).toHaveCount(1)
  await rows.first().hover()
  await expect(page.locator(".cm-key-lit")).toHaveText("'CUSTOMER#1003'")
  // What is being written is no longer what was run.
  await ringside.write(`SELECT * FROM "Shop" WHERE PK = 'CUSTOMER#1003' `)
  await expect(page.locator(".cm-key")).toHaveCount(0)
})

test("rows and squares are walked by keyboard, pinned by Enter and let go of by Esc", async ({ ringside, page }) => {
  await ringside.open()
  const { tree, rows, square } = parts(page)
  await rows.first().focus()
  await page.keyboard.press("ArrowDown")
  await expect(rows.nth(1)).toBeFocused()
  await expect(square("100302")).toHaveClass(/focus/)
  await tree.focus()
  await expect(tree.getByRole("option", { selected: true })).toHaveText(/ORDER#2026-01-27#100301, returned/)
  await page.keyboard.press("ArrowRight")
  await expect(rows.nth(1)).toHaveClass(/focus/)
  await page.keyboard.press("Enter")
  await page.keyboard.press("Tab")
  await expect(tree).not.toBeFocused()
  await expect(rows.nth(1)).toHaveClass(/focus/)
  await page.keyboard.press("Escape")
  await expect(rows.nth(1)).not.toHaveClass(/focus/)
})

test("a write leaves followers behind, and the replicas say so until they have caught up", async ({
  ringside,
  page,
}) => {
  await ringside.open()
  const { replicas } = parts(page)
  await expect(replicas).toHaveCount(3)
  await expect(replicas.filter({ hasText: "leader" })).toHaveCount(1)
  await expect(replicas.filter({ hasText: "answered" })).toHaveCount(1)
  await run(ringside, `INSERT INTO "Shop" VALUE {'PK': 'CUSTOMER#1003', 'SK': 'NOTE#1'}`, /PutItem/)
  await expect(replicas.filter({ hasText: "up to date" })).toHaveCount(3)
  await expect(replicas.filter({ hasText: "applied 1 of 1" })).toHaveCount(3)
  await expect(parts(page).square("NOTE#1 · written")).toHaveCount(1)
})

test("with the clock stopped a follower stays behind, and its tree is the one that it answers from", async ({
  ringside,
  page,
}) => {
  await ringside.open()
  const { replicas, tree } = parts(page)
  await page.getByRole("button", { name: "Stop the clock" }).click()
  await run(ringside, `INSERT INTO "Shop" VALUE {'PK': 'CUSTOMER#1003', 'SK': 'ORDER#new'}`, /PutItem/)
  await expect(replicas.filter({ hasText: /1 write behind, due in \d+ ms/ })).toHaveCount(2)
  await ringside.write(`SELECT * FROM "Shop" WHERE PK = 'CUSTOMER#1003' AND begins_with(SK, 'ORDER#')`)
  // Which replica answers is chosen anew for each request.
  await expect(async () => {
    await ringside.run.click()
    await expect(ringside.summary).toHaveText(/^6 items/, { timeout: 700 })
  }).toPass()
  await expect(tree).toHaveAccessibleName(/on replica [012]: 14 items .* 6 returned/)
  await page.getByRole("button", { name: "Let the clock run" }).click()
  await expect(replicas.filter({ hasText: "up to date" })).toHaveCount(3)
})

test("typed keys land on the ring and can be compared", async ({ ringside, page }) => {
  await ringside.open()
  const { finder, landing, kept } = parts(page)
  await finder.fill("CUSTOMER#1003")
  await expect(landing).toHaveText("xxhash64('CUSTOMER#1003') = bc6e7573207d8900 lies in p5’s range.")
  await page.keyboard.press("Enter")
  await expect(finder).toHaveValue("")
  await finder.fill("CUSTOMER#1004")
  await page.keyboard.press("Enter")
  await expect(kept).toHaveText([/CUSTOMER#1003 →\s+p5/, /CUSTOMER#1004 →\s+p\d/])
  await expect(page.locator("hash-ring .landing")).toHaveCount(2)
  await kept.first().click()
  await expect(page.locator("hash-ring .landing")).toHaveCount(1)
})

test("a number is typed as a number, and what is none is refused in the engine's words", async ({ ringside, page }) => {
  await ringside.open()
  await ringside.openData()
  await ringside.dialog.getByRole("button", { name: "Load Orders" }).click()
  await expect(page.getByRole("combobox", { name: "Table" })).toHaveValue("Orders")
  const { finder, landing } = parts(page)
  await finder.fill("0204.0")
  await expect(landing).toHaveText(/xxhash64\('204'\) = [0-9a-f]{16} lies in p\d’s range/)
  await finder.fill("abc")
  await expect(landing).toHaveText(/cannot be converted to a numeric value: abc/)
  await expect(finder).toHaveAttribute("aria-invalid", "true")
})

test("a partition is split by hand in the middle, and the ring has one range more", async ({ ringside, page }) => {
  await ringside.open()
  const { split } = parts(page)
  await expect(split).toHaveText("Split in the middle")
  await split.click()
  await expect(page.getByRole("status", { name: "Split" })).toHaveText("p5 was cut in two: p8 and p9.")
  await expect(ringside.partitions).toHaveCount(9)
  await expect(ringside.ring).toHaveAccessibleName("A ring of 9 hash ranges.")
  await expect(page.locator("hash-ring .boundary")).toHaveCount(1)
  await expect(ringside.badge).toContainText("1 of 9 partitions")
})

test("after a split each half counts its own items alone, and its tree has no others", async ({ ringside, page }) => {
  await ringside.open()
  const { split, tree } = parts(page)
  const counts = async () => {
    const cards = await ringside.partitions.allInnerTexts()
    return cards.map((card) => Number(/(\d+) items?/.exec(card)![1]))
  }
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
  const before = await counts()
  await split.click()
  await expect(ringside.partitions).toHaveCount(9)
  const after = await counts()
  expect(sum(after)).toBe(sum(before))
  await expect(page.getByText("tidying")).toHaveCount(0)
  await expect(tree).toHaveAccessibleName(new RegExp(`The B-tree of p9 on replica \\d: ${after[6]} items`))
})

test("a cut at a pinned item lies inside its collection, as a notch; one at a typed key at its hash", async ({
  ringside,
  page,
}) => {
  await ringside.open()
  const { split, square, finder, landing } = parts(page)
  await square("100304").click()
  await expect(split).toHaveText(/^Split at .*100304$/)
  await split.click()
  await expect(page.locator("hash-ring .notch")).toHaveCount(1)
  await page.keyboard.press("Escape")
  await finder.fill("PRODUCT#1")
  await expect(landing).toHaveText(/lies in p\d/)
  const owner = /in (p\d+)/.exec(await landing.innerText())![1]!
  await ringside.partitions.filter({ hasText: new RegExp(`\\b${owner}\\b`) }).click()
  await expect(split).toHaveText("Split at PRODUCT#1")
  await split.click()
  await expect(ringside.partitions).toHaveCount(10)
})

test("a cut that can't be is refused in the engine's words", async ({ ringside, page }) => {
  await ringside.open()
  const { split, square } = parts(page)
  await square("100304").click()
  await split.click()
  await expect(ringside.partitions).toHaveCount(9)
  // The first item of the upper half: there is nothing below it.
  await square("100304").click()
  await split.click()
  await expect(page.getByRole("status", { name: "Split" })).toHaveText(/The cut does not lie inside partition/)
})

test("the ring is zoomed and moved by keyboard and wheel, and comes back", async ({ ringside, page }) => {
  await ringside.open()
  const { ring } = parts(page)
  const seen = () => page.locator("hash-ring svg[role=img]").getAttribute("viewBox")
  const all = await seen()
  await ring.focus()
  await page.keyboard.press("+")
  await expect.poll(seen).not.toBe(all)
  const close = await seen()
  await page.keyboard.press("Shift+ArrowRight")
  await expect.poll(seen).not.toBe(close)
  await page.getByRole("button", { name: "Show the whole ring" }).click()
  await expect.poll(seen).toBe(all)
  await ring.hover()
  await page.mouse.wheel(0, -300)
  await expect.poll(seen).toBe(all)
  await ring.hover() // the page may have moved below the mouse
  await page.keyboard.down("Control")
  await page.mouse.wheel(0, -300)
  await page.keyboard.up("Control")
  await expect.poll(seen).not.toBe(all)
})

test("the ring's buttons and keys zoom to what is lit, and it stays in sight", async ({ ringside, page }) => {
  await ringside.open()
  const lit = page.locator("hash-ring .range.lit")
  const frame = page.locator("hash-ring .frame")
  const seen = async () => {
    const [a, b] = [(await lit.boundingBox())!, (await frame.boundingBox())!]
    return a.x < b.x + b.width && a.x + a.width > b.x && a.y < b.y + b.height && a.y + a.height > b.y
  }
  const all = await page.locator("hash-ring svg[role=img]").getAttribute("viewBox")
  for (let i = 0; i < 4; i++) {
    await page.getByRole("button", { name: "Zoom into the ring" }).click()
    expect(await seen()).toBe(true)
  }
  for (let i = 0; i < 4; i++) await page.getByRole("button", { name: "Zoom out of the ring" }).click()
  await expect(page.locator("hash-ring svg[role=img]")).toHaveAttribute("viewBox", all!)
})

test("the ring can be read as a table, over the page, which is closed again", async ({ ringside, page }) => {
  await ringside.open()
  const table = page.getByRole("button", { name: "Show the ring as a table" })
  const dialog = page.getByRole("dialog", { name: "The ranges of the ring" })
  for (const viewport of Object.values(sizes)) {
    await page.setViewportSize(viewport)
    await table.click()
    await expect(dialog.getByRole("row").filter({ hasText: "read 6 items" })).toHaveText(
      /p5\s*a000… to just below c000…/,
    )
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    const scroll = dialog.locator(".scroll")
    expect(await scroll.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    await page.keyboard.press("Escape")
    await expect(dialog).toBeHidden()
    await expect(table).toBeFocused()
  }
})

test("a dot on the ring says which item it is, and lights it up", async ({ ringside, page }) => {
  await ringside.open()
  const { ring } = parts(page)
  await ring.focus()
  await page.keyboard.press("ArrowRight")
  await expect(ring.getByRole("status")).toHaveText(/ · p0$/)
  const first = await ring.getByRole("status").innerText()
  await page.keyboard.press("ArrowRight")
  await expect(ring.getByRole("status")).not.toHaveText(first)
  await page.keyboard.press("Enter")
  await expect(parts(page).tree).toHaveAccessibleName(/The B-tree of p0/)
})

test("a tree of thousands of nodes is painted, and its keys come as one looks closer", async ({ ringside, page }) => {
  await ringside.open()
  await ringside.openData()
  await ringside.dialog.getByRole("spinbutton", { name: "Items" }).fill("30000")
  await ringside.dialog.getByRole("button", { name: "Generate" }).click()
  await expect(ringside.dialog).toBeHidden({ timeout: 50_000 })
  await ringside.run.click()
  await expect(ringside.summary).toHaveText(/Query · 1\/8 partitions/)
  const { tree } = parts(page)
  await expect(tree).toHaveAccessibleName(/[\d,]{5,} items in [\d,]{5,} nodes on \d levels. [1-9]\d* returned/)
  await expect(page.locator("tree-view canvas")).toBeVisible()
  await tree.focus()
  await page.keyboard.press("ArrowRight")
  for (let i = 0; i < 10; i++) await page.keyboard.press("+")
  await expect(async () => {
    await page.keyboard.press("ArrowRight")
    await expect(tree.getByRole("option", { selected: true })).toHaveText(/CUSTOMER#000007 \/ .*, returned/, {
      timeout: 500,
    })
  }).toPass()
  await page.keyboard.press("0")
  await expect(page.getByRole("button", { name: "Show the whole tree" })).toHaveAttribute("aria-disabled", "true")
})

test("hostile keys and values are text in the rows, the tree, the ring and the finder", async ({ ringside, page }) => {
  await ringside.open()
  const { finder, landing } = parts(page)
  for (const text of hostile) {
    const quoted = text.replaceAll("'", "''")
    await run(ringside, `INSERT INTO "Shop" VALUE {'PK': 'H', 'SK': '${quoted}', 'v': '${quoted}'}`, /PutItem/)
    await finder.fill(text)
    await expect(landing).toContainText("xxhash64(")
  }
  await page.waitForTimeout(100)
  await run(ringside, `SELECT * FROM "Shop" WHERE PK = 'H'`, new RegExp(`^${hostile.length} items · Query`))
  await page.getByText("Show the tree as a table").click()
  const made = await page.evaluate(() => {
    const inside = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? inside(one.shadowRoot) : [])])
    return inside(document).filter((one) => one.matches("img, script:not([src]), [onload], [onerror], b:has(> *)"))
      .length
  })
  expect(made).toBe(0)
  const cells = await parts(page).rows.locator("td").allTextContents()
  for (const text of hostile) expect(cells).toContain(text)
})

for (const [size, viewport] of Object.entries(sizes)) {
  test(`at ${size} the pictures fit, also when they are full`, async ({ ringside, page }) => {
    await page.setViewportSize(viewport)
    await ringside.open()
    const { finder } = parts(page)
    for (const text of ["CUSTOMER#1", "CUSTOMER#2", "a key that is rather long, longer than its chip"]) {
      await finder.fill(text)
      await expect(page.locator("key-finder [role=status]")).toContainText("xxhash64(")
      await finder.press("Enter")
    }
    await parts(page).split.click()
    await expect(ringside.partitions).toHaveCount(9)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
  })
}
