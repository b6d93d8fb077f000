import { expect, test } from "vitest"
import { parseSettings } from "../../scripts/settings.mjs"

// The flags of endpoint-wasm; web/endpoint/settings_test.go holds the same of the native endpoint.

test("flags are read", () => {
  const flags = ["--addr", "[::1]:0", "--region", "eu-west-1", "--scale", '{"partitions":2}', "--table-delay", "3s"]
  expect(parseSettings(flags)).toMatchObject({
    host: "::1",
    port: 0,
    options: { region: "eu-west-1", scale: { partitions: 2, tableDelay: 3_000_000, replicationLag: 0 } },
  })
})

test("without flags it is at DynamoDB Local's address and nothing lags", () => {
  const options = { region: "us-east-1", scale: { replicationLag: 0 } }
  expect(parseSettings([])).toMatchObject({ host: "127.0.0.1", port: 8000, options })
})

test("errors are worded as they are now, or as they were", () => {
  expect(parseSettings([]).options).not.toHaveProperty("validation")
  expect(parseSettings(["--validation=current"])).toEqual(parseSettings([]))
  expect(parseSettings(["--validation=2025"]).options.validation).toBe(2025)
})

test("throttling is as in the scale, or as it is today", () => {
  expect(parseSettings([]).options.scale).not.toHaveProperty("admission")
  expect(parseSettings(["--throttle"]).options.scale.admission).toBe("adaptive")
  expect(parseSettings(["--throttle", "--scale", '{"admission":"even"}']).options.scale.admission).toBe("even")
})

test.each([
  ["0", undefined],
  ["1m30s", 90_000_000],
  ["1.5ms", 1500],
  ["250us", 250],
  ["realistic", undefined],
])("a table delay of %s is %s microseconds", (delay, micros) => {
  const scale = parseSettings(["--table-delay", delay]).options.scale
  expect(scale.tableDelay).toBe(micros)
  expect(scale.realistic).toBe(delay === "realistic" ? true : undefined)
})

test.each([
  [["--addr", "0.0.0.0:8000"], "can be reached from other machines"],
  [["--addr", ":8000"], "can be reached from other machines"],
  [["--addr", "10.0.0.1:8000"], "can be reached from other machines"],
  [["--addr", "example.com:8000"], "can be reached from other machines"],
  [["--addr", "127.0.0.1.example.com:8000"], "can be reached from other machines"],
  [["--addr", "127.0.0.1"], "no address with a port"],
  [["--scale", "huge"], "there are lagging, real, small"],
  [["--scale", '{"partitions":'], "not a JSON object"],
  [["--table-delay", "soon"], "neither a duration"],
  [["--table-delay", "-1s"], "argument is ambiguous"],
  [["--validation", "2024"], "neither current nor 2025"],
  [["start"], "start"],
])("%j is refused in words", (flags, words) => {
  expect(() => parseSettings(flags)).toThrow(words)
})
