import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { expect, test } from "./stage.js"

/** Serves the built page below a path, and stops when the work is done. */
async function servedUnder(base: string, work: (address: string) => Promise<void>): Promise<void> {
  const script = fileURLToPath(new URL("../../scripts/serve.mjs", import.meta.url))
  const server = spawn("node", [script, "--base", base], { stdio: ["ignore", "pipe", "inherit"] })
  try {
    const address = await new Promise<string>((resolve, reject) => {
      server.stdout.on("data", (text) => resolve(/http:\S+/.exec(String(text))![0]))
      server.on("exit", () => reject(new Error("the server ended")))
    })
    await work(address)
  } finally {
    server.kill()
  }
}

test("the page runs under any path of a host", async ({ ringside, page }) => {
  const asked: string[] = []
  page.on("request", (request) => asked.push(request.url()))
  await servedUnder("/some/path/", async (address) => {
    expect(address).toContain("/some/path/")
    await ringside.open(address)
    // Nothing is asked of another origin, or from above the path.
    const elsewhere = asked.filter((url) => !url.startsWith(address) && !url.startsWith("blob:"))
    expect(elsewhere).toEqual([])
  })
})
