// Attribute values as DynamoDB's JSON holds them. Numbers stay texts from end to end: 38 digits don't fit a double.

export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly Value[] }
  | { readonly M: Item }

export type Item = { readonly [attribute: string]: Value }

/** The letters of a value's type. */
export const typeOf = (value: Value): string => Object.keys(value)[0] ?? ""

/** Whether a value holds others, and is folded in a table. */
export const nested = (value: Value): boolean => "L" in value || "M" in value

/** A value that is not nested, as text for a table's cell. */
export function plain(value: Value): string {
  if ("S" in value) return value.S
  if ("N" in value) return value.N
  if ("B" in value) return value.B
  if ("BOOL" in value) return String(value.BOOL)
  if ("NULL" in value) return "null"
  if ("SS" in value) return value.SS.join(", ")
  if ("NS" in value) return value.NS.join(", ")
  if ("BS" in value) return value.BS.join(", ")
  return "L" in value ? `list of ${value.L.length}` : `map of ${Object.keys(value.M).length}`
}

/** Items as plain JSON: numbers with all their digits, sets as arrays, binaries as base64. */
export const plainJSON = (items: readonly Item[]): string =>
  block(
    "[]",
    items.map((item) => map(item, 1)),
    0,
  )

/** One value as plain JSON. */
export const valueJSON = (value: Value): string => json(value, 0)

function map(item: Item, depth: number): string {
  return block(
    "{}",
    Object.entries(item).map(([name, value]) => `${JSON.stringify(name)}: ${json(value, depth + 1)}`),
    depth,
  )
}

function json(value: Value, depth: number): string {
  if ("N" in value) return value.N
  if ("NULL" in value) return "null"
  if ("NS" in value) return block("[]", value.NS, depth)
  if ("L" in value)
    return block(
      "[]",
      value.L.map((element) => json(element, depth + 1)),
      depth,
    )
  if ("M" in value) return map(value.M, depth)
  if ("SS" in value) return block("[]", value.SS.map(quote), depth)
  if ("BS" in value) return block("[]", value.BS.map(quote), depth)
  return JSON.stringify(Object.values(value)[0])
}

const quote = (text: string): string => JSON.stringify(text)

// Short lists and maps stay on one line.
const lineLength = 60

function block(brackets: "[]" | "{}", parts: readonly string[], depth: number): string {
  const [open, close] = [brackets[0], brackets[1]]
  const flat = parts.join(", ")
  const simple = !flat.includes("\n") && flat.length <= lineLength
  if (parts.length === 0 || simple) return `${open}${flat}${close}`
  const indent = "  ".repeat(depth + 1)
  return `${open}\n${indent}${parts.join(`,\n${indent}`)}\n${"  ".repeat(depth)}${close}`
}
