import AxeBuilder from "@axe-core/playwright"
import { test as base, expect, type Locator, type Page } from "@playwright/test"

// What the page's tests share: names for what a reader sees, and a page on which nothing may go wrong unseen.

/** The page as a reader meets it, by role and label. */
export class Ringside {
  readonly editor: Locator
  /** The editor in its other language. */
  readonly request: Locator
  readonly run: Locator
  readonly badge: Locator
  readonly summary: Locator
  readonly ring: Locator
  readonly partitions: Locator
  readonly steps: Locator
  readonly timeline: Locator
  readonly session: Locator
  readonly cost: Locator
  readonly result: Locator
  readonly alert: Locator
  readonly engine: Locator
  readonly dialog: Locator
  readonly lesson: Locator
  /** What was said to the last attempt in a lesson. */
  readonly verdict: Locator

  constructor(readonly page: Page) {
    this.editor = page.getByRole("textbox", { name: "PartiQL statement" })
    this.request = page.getByRole("textbox", { name: "Request" })
    this.run = page.getByRole("button", { name: /^Run/ })
    this.badge = page.getByRole("group", { name: "What it will do" })
    this.summary = page.getByRole("status", { name: "Last run" })
    this.ring = page.getByRole("img", { name: /^A ring of/ })
    this.partitions = page.getByRole("list", { name: "Partitions" }).getByRole("button")
    this.steps = page.getByRole("listbox", { name: "The way of the last request" }).getByRole("option")
    this.timeline = page.getByRole("region", { name: "Timeline" })
    this.session = page.getByRole("region", { name: "This session" })
    this.cost = page.getByRole("region", { name: "Cost" })
    this.result = page.getByRole("region", { name: "Result" })
    this.alert = page.getByRole("alert")
    this.engine = page.getByRole("status", { name: "Engine" })
    this.lesson = page.getByRole("article", { name: "Lesson" })
    this.verdict = page.getByRole("status", { name: "Checked" })
    this.dialog = page.getByRole("dialog", { name: "Data" })
  }

  /** Opens the page and waits for the answer that it shows by itself. */
  async open(path = "./"): Promise<void> {
    await this.page.goto(path)
    await expect(this.summary).toHaveText(/^6 items · Query/)
  }

  /** Replaces what is written by keyboard, as a writer would. */
  async write(text: string, editor = this.editor): Promise<void> {
    await editor.click()
    await this.replace(text)
  }

  /** Replaces what is written in the editor that has the focus. */
  async replace(text: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+a")
    await this.page.keyboard.press("Delete")
    await this.page.keyboard.insertText(text)
  }

  /** Tabs on until an element has the focus. */
  async tabTo(target: Locator): Promise<void> {
    for (let i = 0; i < 60; i++) {
      if (await target.evaluate((element) => element.matches(":focus"))) return
      await this.page.keyboard.press("Tab")
    }
    await expect(target).toBeFocused()
  }

  async openData(): Promise<void> {
    await this.page.getByRole("button", { name: "Data…" }).click()
    await expect(this.dialog).toBeVisible()
  }

  /** The partitions whose cards say that something was read there. */
  lit(): Promise<string[]> {
    return this.partitions.filter({ hasText: "read" }).allInnerTexts()
  }
}

/** A test with a Ringside; errors in the console, and what the security policy refuses, fail it. */
export const test = base.extend<{ ringside: Ringside; expectedError: RegExp }>({
  expectedError: [/^$/, { option: true }],
  ringside: async ({ page, expectedError }, use) => {
    const seen: string[] = []
    page.on("pageerror", (error) => seen.push(error.message))
    page.on("console", (message) => {
      if (message.type() === "error") seen.push(message.text())
    })
    await use(new Ringside(page))
    expect(seen.filter((text) => !expectedError.test(text))).toEqual([])
  },
})

export { expect }

/** The sizes that the page is made for. */
export const sizes = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
} as const

/** Whether a look at the page is one of those that a part of it is tried in: each size and each theme, but not each pair. */
export const isTried = (size: string, theme: string): boolean =>
  !["tablet light", "phone dark"].includes(`${size} ${theme}`)

/** Asks axe, which knows what stands in the way of people who use other means than eyes and a mouse. */
export async function expectAccessible(page: Page, when: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)
  expect(found, when).toEqual([])
}
