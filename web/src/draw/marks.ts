import type { Step } from "../trace.js"

/** A place in the editor's text that says a partition key, and the key's hash. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly hash: string
  /** It is what the reader points at. */
  readonly lit: boolean
}

/** Where a text says the keys that a request hashed. `lit` says which hashes are in focus. */
export function keyMarks(text: string, steps: readonly Step[], lit: (hash: string) => boolean): readonly Mark[] {
  const hashed = new Map(steps.filter(({ phase }) => phase === "hash").map(({ input, from }) => [input, from]))
  const marks = [...hashed].flatMap(([input, hash]) => {
    const place = input ? literal(text, input) : undefined
    return place ? [{ ...place, hash, lit: lit(hash) }] : []
  })
  return marks.sort((a, b) => a.from - b.from)
}

/** The first place where a text has a value as a literal: in PartiQL's quotes, in JSON's, or as a number. */
function literal(text: string, value: string): { from: number; to: number } | undefined {
  for (const quoted of [`'${value.replaceAll("'", "''")}'`, JSON.stringify(value)]) {
    const from = text.indexOf(quoted)
    if (from >= 0) return { from, to: from + quoted.length }
  }
  const number = /^-?[\d.]+$/.test(value)
    ? new RegExp(`(?<![\\w.#'"-])${value.replace(".", "\\.")}(?![\\w.])`)
    : undefined
  const found = number?.exec(text)
  return found ? { from: found.index, to: found.index + value.length } : undefined
}
