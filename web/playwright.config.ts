import { defineConfig } from "@playwright/test"

// CHROMIUM names a browser already on the machine (the Makefile finds it); without it Playwright uses its own.
const port = Number(process.env.RINGSIDE_TEST_PORT ?? 4173)

// Keeps the browser from calling home, which a machine without a network answers with a flood of refused connections.
const quiet = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

export default defineConfig({
  testDir: "test",
  testMatch: ["page/**/*.spec.ts", "sdk/**/*.spec.ts"],
  outputDir: "test-results",
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 1,
  timeout: 60_000,
  reporter: [["list"]],
  use: {
    // Movement has tests of its own; elsewhere nothing should have to wait for it.
    contextOptions: { reducedMotion: "reduce" },
    baseURL: `http://127.0.0.1:${port}/`,
    launchOptions: { executablePath: process.env.CHROMIUM, args: ["--no-sandbox", ...quiet] },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
})
