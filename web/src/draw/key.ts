import type { KeyName } from "../focus.js"
import type { InspectedKey } from "../table.js"
import { type Item, plain, type Value } from "../value.js"

// Keys as people read them, and as the page tells one from another.

/** The name of an item's key: the JSON texts of its parts, as Inspect writes them. */
export function keyName({ PartitionKey, SortKey }: Pick<InspectedKey, "PartitionKey" | "SortKey">): KeyName {
  return { partitionKey: JSON.stringify(PartitionKey), sortKey: SortKey ? JSON.stringify(SortKey) : "" }
}

/** The name of the key of an item whose key attributes are given, the partition key first. */
export function keyNameOf(item: Item, keys: readonly string[]): KeyName | undefined {
  const [partition, sort] = keys.map((name) => item[name])
  return partition ? keyName({ PartitionKey: partition, ...(sort && { SortKey: sort }) }) : undefined
}

/** A name as one text, to look up by. */
export const joined = ({ partitionKey, sortKey }: KeyName): string => `${partitionKey}\n${sortKey}`

/** A key as text. */
export function keyText({ PartitionKey, SortKey }: Pick<InspectedKey, "PartitionKey" | "SortKey">): string {
  return SortKey ? `${plain(PartitionKey)} / ${plain(SortKey)}` : plain(PartitionKey)
}

/** The key as Locate and Split take it. */
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
