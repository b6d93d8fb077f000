// The command line of endpoint-wasm: the flags of web/endpoint, the same words when one is refused, and --engine.

import { readFileSync } from "node:fs"
import { isIPv4, isIPv6 } from "node:net"
import { parseArgs } from "node:util"

const scales = JSON.parse(readFileSync(new URL("../endpoint/scales.json", import.meta.url), "utf8"))

/** What the command line says: where to listen, and the engine's options. Throws a sentence for a person. */
export function parseSettings(args) {
  const { values } = parseArgs({
    args,
    options: {
      addr: { type: "string", default: "127.0.0.1:8000" },
      region: { type: "string", default: "us-east-1" },
      scale: { type: "string", default: "real" },
      "table-delay": { type: "string", default: "0" },
      throttle: { type: "boolean", default: false },
      validation: { type: "string", default: "current" },
      engine: { type: "string" },
    },
  })
  const scale = parseScale(values.scale)
  setDelay(scale, values["table-delay"])
  if (values.throttle) scale.admission ??= "adaptive"
  const options = { region: values.region, scale, ...parseValidation(values.validation) }
  return { ...parseAddress(values.addr), region: values.region, engine: values.engine, options }
}

function parseAddress(addr) {
  const [, host, port] = /^\[?([^\]]*)\]?:(\d+)$/.exec(addr) ?? []
  if (port === undefined) throw new Error(`--addr ${addr} is no address with a port, like 127.0.0.1:8000`)
  if (!isLoopback(host)) {
    throw new Error(
      `--addr ${addr} can be reached from other machines; this endpoint checks no signatures, ` +
        "so it listens on 127.0.0.1, [::1] or localhost only",
    )
  }
  return { host, port: Number(port) }
}

function isLoopback(host) {
  return host === "localhost" || (isIPv4(host) && host.startsWith("127.")) || (isIPv6(host) && host === "::1")
}

/** The option for a wording of error messages. */
function parseValidation(text) {
  if (text === "current") return {}
  if (text === "2025") return { validation: 2025 }
  throw new Error(`--validation ${text} is neither current nor 2025`)
}

function parseScale(text) {
  if (Object.hasOwn(scales, text)) return { ...scales[text] }
  const names = Object.keys(scales).sort().join(", ")
  if (!text.startsWith("{")) {
    throw new Error(`--scale ${text} is not known; there are ${names}, or write a JSON object`)
  }
  try {
    return { ...scales.real, ...JSON.parse(text) }
  } catch (cause) {
    throw new Error(`--scale ${text} is not a JSON object: ${cause.message}`)
  }
}

const units = { us: 1, µs: 1, ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9 }

/** Sets how long each change of a table takes: a duration, or what the engine knows of AWS. */
function setDelay(scale, text) {
  if (text === "realistic") {
    scale.realistic = true
    return
  }
  const delay = parseDelay(text)
  if (delay > 0) scale.tableDelay = delay
}

/** A duration as Go writes them, such as 500ms or 1m30s, in microseconds. */
function parseDelay(text) {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(us|µs|ms|s|m|h)/g)]
  if (text !== "0" && (parts.length === 0 || parts.map(([part]) => part).join("") !== text)) {
    throw new Error(`--table-delay ${text} is neither a duration, like 500ms or 3s, nor realistic`)
  }
  return parts.reduce((sum, [, count, unit]) => sum + Math.round(Number(count) * units[unit]), 0)
}
