import { test as base, expect, type Locator, type Page } from "@playwright/test"

// What the page's tests share: names for what a reader sees, and a page on which nothing may go wrong unseen.

/** The page as a reader meets it, by role and label. */
export class Ringside {
  readonly editor: Locator
  readonly run: Locator
  readonly badge: Locator
  readonly summary: Locator
  readonly ring: Locator
  readonly partitions: Locator
  readonly steps: Locator
  readonly cost: Locator
  readonly result: Locator
  readonly alert: Locator
  readonly engine: Locator
  readonly dialog: Locator

  constructor(readonly page: Page) {
    this.editor = page.getByRole("textbox", { name: "PartiQL statement" })
    this.run = page.getByRole("button", { name: /^Run/ })
    this.badge = page.getByRole("status", { name: "What it will do" })
    this.summary = page.getByRole("status", { name: "Last run" })
    this.ring = page.getByRole("img", { name: /^A ring of/ })
    this.partitions = page.getByRole("list", { name: "Partitions" }).getByRole("button")
    this.steps = page.getByRole("list", { name: "Steps of the last request" }).getByRole("listitem")
    this.cost = page.getByRole("region", { name: "Cost" })
    this.result = page.getByRole("region", { name: "Result" })
    this.alert = page.getByRole("alert")
    this.engine = page.getByRole("status", { name: "Engine" })
    this.dialog = page.getByRole("dialog", { name: "Data" })
  }

  /** Opens the page and waits for the answer that it shows by itself. */
  async open(path = "./"): Promise<void> {
    await this.page.goto(path)
    await expect(this.summary).toHaveText(/^6 items · Query/)
  }

  /** Replaces the statement by keyboard, as a writer would. */
  async write(statement: string): Promise<void> {
    await this.editor.click()
    await this.page.keyboard.press("ControlOrMeta+a")
    await this.page.keyboard.press("Delete")
    await this.page.keyboard.insertText(statement)
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
