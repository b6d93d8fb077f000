import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { type Scales, withTables } from "../../src/fidelity-tables.js"
import { sandboxOptions } from "../../src/sandbox.js"
import type { Options } from "../../src/wire.js"
import { openEngine, repository } from "../sdk/hosts.js"

// The page about fidelity prints web/golden/scales.json. `make rewrite` writes it.

const file = "golden/scales.json"

async function scaleOf(options: Options): Promise<Scales["page"]> {
  const engine = await openEngine(options)
  const { body } = engine.call({ target: "Ringside_20261101.Inspect", body: '{"Level":"database"}', now: 0 })
  return JSON.parse(new TextDecoder().decode(body)).Scale
}

test("the scales are what the engine says today", async () => {
  const scales: Scales = { service: await scaleOf({}), page: await scaleOf(sandboxOptions) }
  await expect(`${JSON.stringify(scales, null, 1)}\n`).toMatchFileSnapshot(`../../${file}`)
})

test("the page has them, and all operations that are missing", () => {
  const document = readFileSync(join(repository, "ARCHITECTURE.md"), "utf8")
  const page = withTables(readFileSync("fidelity.html", "utf8"), JSON.parse(readFileSync(file, "utf8")), document)
  expect(page).not.toContain("<!--")
  for (const text of ["4 on demand", "10 minutes", "at most 7", "<code>SearchVectors</code>", "10 GB"]) {
    expect(page).toContain(text)
  }
})
