import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Host, inProcess, nativeEndpoint, wasmEndpoint } from "./hosts.js"
import { steps } from "./steps.js"

const hosts = [
  { name: "the native endpoint", start: nativeEndpoint },
  { name: "the wasm endpoint", start: wasmEndpoint },
  { name: "the engine in this process", start: inProcess },
]

describe.each(hosts)("the AWS SDK for JavaScript against $name", ({ start }) => {
  let host: Host

  beforeAll(async () => {
    host = await start()
  })
  afterAll(() => host?.close())

  test.each(steps)("$name", async ({ run, want }) => {
    expect(await run(host.client)).toEqual(want)
  })
})
