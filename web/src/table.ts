// A table and what lies inside it, as Inspect describes them.

import type { Value } from "./value.js"
import type { Micros } from "./wire.js"

export interface KeyAttribute {
  readonly Name: string
  readonly Type: string
}

/** What the attributes of a key are called, in its order. */
export const keyRoles = ["partition key", "sort key"]

/** That a reader of a log is later than it would be, or is held until somebody says otherwise. */
export interface Delay {
  readonly DelayedBy?: Micros
  readonly Held?: true
}

/** How far one replica has come in its partition's log. */
export interface Replica {
  readonly Zone: string
  /** "stopped", or "rebuilding" while it waits for a clone of its leader. */
  readonly Status?: string
  readonly Persisted: number
  readonly Applied: number
  readonly BehindBy: number
  /** When it catches up, if that is pending. */
  readonly DueAt?: Micros
}

/** A global index that reads a partition's log late, or can't read it. */
export interface Reader extends Delay {
  readonly IndexName: string
  readonly BehindBy: number
  readonly Stalled?: true
}

/** One range of the hash space: from the hash First up to, not including, Last; "" is the end. Its Delay is its followers'. */
export interface Partition extends Delay {
  readonly Id: number
  readonly Parent: number
  readonly First: string
  readonly Last: string
  readonly InsideCollection: boolean
  /** The key at which its range begins, when that is inside an item collection. */
  readonly Cut?: { readonly PartitionKey: Value; readonly SortKey: Value }
  readonly Items: number
  readonly Bytes: number
  readonly Leader: number
  readonly LogLength: number
  readonly Tidying: boolean
  /** Until when the leader leads, while its lease is not renewed. */
  readonly LeaseUntil?: Micros
  /** When another leader is elected. */
  readonly ElectionAt?: Micros
  readonly Readers?: readonly Reader[]
  readonly Replicas: readonly Replica[]
}

/** A table with its partitions in the order of their ranges. */
export interface Table {
  readonly TableName: string
  readonly PartitionKey: KeyAttribute
  readonly SortKey?: KeyAttribute
  readonly ItemCount: number
  readonly SizeBytes: number
  readonly PartitionCount: number
  /** What the next reads and writes are refused with, and how many of them. */
  readonly Injection?: { readonly Kind: "Throttle" | "Fail"; readonly Left: number; readonly Partition?: number }
  readonly Partitions: readonly Partition[]
}

/** The key of an item, and the hash of its partition key. */
export interface InspectedKey {
  readonly PartitionKey: Value
  readonly SortKey?: Value
  readonly Hash: string
}

/** A node of a B-tree; `Parent` is another node's Id, −1 for the root. Without keys it has only their number. */
export interface TreeNode {
  readonly Id: number
  readonly Parent: number
  readonly Depth: number
  readonly Keys?: readonly InspectedKey[]
  readonly KeyCount?: number
}

/** The B-tree of one replica, breadth first: the children of a node stand together, in order. */
export interface Tree {
  readonly Nodes: readonly TreeNode[]
  readonly NodeCount: number
  readonly ItemCount: number
  readonly Height: number
  /** There are nodes that the limit left out. */
  readonly More: boolean
}

/** An item's place. */
export interface PlacedKey extends InspectedKey {
  readonly Partition: number
  readonly Bytes: number
}

/** Something that will happen by itself. */
export interface ComingEvent {
  readonly At: Micros
  readonly Kind: string
  readonly TableName: string
  readonly Partition?: number
  readonly Replica?: number
  /** Of an update that is done: what kind it is. */
  readonly Work?: string
  /** What it is about, if not the table itself. */
  readonly IndexName?: string
}
