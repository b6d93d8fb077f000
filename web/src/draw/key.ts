import type { KeyName } from "../focus.js"
import type { InspectedKey } from "../table.js"
import { type Item, plain, type Value } from "../value.js"

// Keys as people read them, and as the page tells one from another.

type Key = Omit<InspectedKey, "Hash">

/** The name of an item's key: the JSON texts of its parts, as Inspect writes them. */
export function keyName({ PartitionKey, SortKey, Item }: Key): KeyName {
  return {
    partitionKey: JSON.stringify(PartitionKey),
    sortKey: SortKey ? JSON.stringify(SortKey) : "",
    ...(Item && { item: joined(keyName(Item)) }),
  }
}

/** What the attributes of a key are called: so many make up the partition key, the others the sort key. */
export interface KeyNames {
  readonly keys: readonly string[]
  readonly hashed: number
  /** Of the key of an index: that of its table. */
  readonly base?: KeyNames
}

/** What an attribute is in a key; undefined when it is no part of it. */
export function roleIn({ keys, hashed }: KeyNames, name: string): string | undefined {
  const at = keys.indexOf(name)
  return at < 0 ? undefined : at < hashed ? "partition key" : "sort key"
}

/** The name of the key of an item, or of an index's entry, if it has the attributes. */
export function keyNameOf(item: Item, names: KeyNames): KeyName | undefined {
  const key = keyIn(item, names)
  return key && keyName(key)
}

function keyIn(item: Item, { keys, hashed, base }: KeyNames): Key | undefined {
  const [partition, sort] = [sideOf(item, keys.slice(0, hashed)), sideOf(item, keys.slice(hashed))]
  const of = base && keyIn(item, base)
  return partition && (of || !base)
    ? { PartitionKey: partition, ...(sort && { SortKey: sort }), ...(of && { Item: of }) }
    : undefined
}

/** One side of a key: several attributes are a list, as Inspect has them. */
function sideOf(item: Item, names: readonly string[]): Value | undefined {
  const values = names.flatMap((name) => item[name] ?? [])
  if (values.length < names.length) return undefined
  return values.length > 1 ? { L: values } : values[0]
}

/** A name as one text, to look up by. */
export const joined = ({ partitionKey, sortKey, item }: KeyName): string =>
  `${partitionKey}\n${sortKey}${item ? `\n${item}` : ""}`

/** A key as text. */
export function keyText({ PartitionKey, SortKey, Item }: Key): string {
  const text = SortKey ? `${sideText(PartitionKey)} / ${sideText(SortKey)}` : sideText(PartitionKey)
  return Item ? `${text} → ${keyText(Item)}` : text
}

/** One side of a key; no key attribute is a list itself. */
const sideText = (value: Value): string => ("L" in value ? value.L.map(plain).join(" + ") : plain(value))

/** The key of a table as Locate and Split take it. */
export function keyItem(names: readonly string[], { partitionKey, sortKey }: KeyName): Item {
  const parts = [partitionKey, sortKey].flatMap((text) => (text ? [JSON.parse(text) as Value] : []))
  return Object.fromEntries(parts.map((value, i) => [names[i]!, value]))
}

/** A text in at most so many characters. What makes keys differ is mostly at their end, so more of that is kept. */
export function cut(text: string, characters: number): string {
  const all = Array.from(text)
  if (all.length <= characters) return text
  if (characters < 2) return ""
  const front = Math.floor((characters - 1) / 3)
  return `${all.slice(0, front).join("")}…${all.slice(all.length - (characters - 1 - front)).join("")}`
}
