// A table and what lies inside it, as Inspect describes them.

import type { Value } from "./value.js"
import type { Micros } from "./wire.js"

export interface KeyAttribute {
  readonly Name: string
  readonly Type: string
}

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

/** A bucket of tokens, a unit each, and what was consumed of late. */
export interface Meter {
  readonly Tokens: number
  readonly Capacity: number
  /** Units that come into it each second. */
  readonly Rate: number
  /** Of a partition: what it has given in this second, and may give at the most. */
  readonly Given?: number
  readonly Ceiling?: number
  readonly LastSecond: number
  readonly LastMinute: number
  readonly ThrottledLastMinute: number
}

/** Where requests are admitted or throttled; nowhere, when all of them are admitted. */
export interface Metered {
  readonly Reads?: Meter
  readonly Writes?: Meter
}

/** One range of the hash space: from the hash First up to, not including, Last; "" is the end. Its Delay is its followers'. */
export interface Partition extends Delay, Metered {
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
  /** It will be split by itself. */
  readonly Split?: { readonly Why: string; readonly DueAt: Micros }
  /** Why it would be, and is not. */
  readonly SplitRefused?: string
  readonly Replicas: readonly Replica[]
}

/** What the next reads and writes are refused with, and how many of them. */
export interface Injection {
  readonly Kind: "Throttle" | "Fail"
  readonly Left: number
  readonly Partition?: number
}

/** A table with its partitions in the order of their ranges. */
export interface Table extends Metered {
  readonly TableName: string
  readonly PartitionKey: KeyAttribute
  readonly SortKey?: KeyAttribute
  readonly ItemCount: number
  readonly SizeBytes: number
  readonly PartitionCount: number
  readonly Injection?: Injection
  readonly Partitions: readonly Partition[]
  readonly Indexes?: readonly Index[]
  readonly Stream?: Stream
  readonly TimeToLive?: TimeToLive
}

/** A secondary index. A local one has no partitions of its own. */
export interface Index extends Metered {
  readonly IndexName: string
  readonly IndexStatus: string
  readonly Local: boolean
  readonly Projection: string
  readonly PartitionKey: readonly KeyAttribute[]
  readonly SortKey: readonly KeyAttribute[]
  readonly ItemCount: number
  readonly SizeBytes: number
  /** How many of the table's items it has looked at, while it takes those over that were there before it. */
  readonly Backfilled?: number
  readonly Injection?: Injection
  readonly PartitionCount?: number
  readonly Partitions?: readonly Partition[]
  /** The partitions of the table in whose logs there are writes that it has not heard of. */
  readonly Readers?: readonly Reader[]
}

/** How far a global index is behind the log of one of its table's partitions, and when it will have caught up. */
export interface Reader extends Delay {
  readonly Partition: number
  readonly BehindBy: number
  readonly DueAt?: Micros
  /** It waits for a leader, or is held. */
  readonly Stalled?: true
}

/** A table's stream, or the last one that it had, which can be read for a day. */
export interface Stream {
  readonly StreamArn: string
  readonly StreamViewType: string
  readonly StreamStatus: string
  /** Parents come before their children. */
  readonly Shards: readonly Shard[]
}

/** A part of a stream: what was written to a range of hashes while it was open. */
export interface Shard {
  readonly ShardId: string
  readonly ParentShardId?: string
  readonly First: string
  readonly Last: string
  readonly Closed: boolean
  /** How many records can be read, counted up to 1,000. */
  readonly Records: number
}

/** Which items will expire, and when. */
export interface TimeToLive {
  readonly AttributeName: string
  readonly TimeToLiveStatus: string
  /** How many wait for it. */
  readonly Waiting: number
  /** The next ones: when they expire, and when they will be deleted if nobody writes to them. */
  readonly Next: readonly Expiring[]
}

export interface Expiring {
  readonly PartitionKey: Value
  readonly SortKey?: Value
  readonly ExpiresAt: Micros
  readonly DueAt: Micros
}

/** A ring of partitions, which is what the pictures show: a table's, or that of one of its global indexes. */
export interface Ring {
  readonly table: string
  /** The global index; "" for the table itself. */
  readonly index: string
  readonly partitionKey: readonly KeyAttribute[]
  readonly sortKey: readonly KeyAttribute[]
  readonly partitions: readonly Partition[]
  /** What may be read and written of it all. */
  readonly meters: Metered
  /** How many there are; not all of very many are told. */
  readonly partitionCount: number
}

/** The rings of a table, its own first. */
export function ringsOf(table: Table): readonly [Ring, ...Ring[]] {
  const { TableName, PartitionKey, SortKey, Partitions, PartitionCount, Indexes = [] } = table
  const own = {
    partitionKey: [PartitionKey],
    sortKey: SortKey ? [SortKey] : [],
    partitions: Partitions,
    partitionCount: PartitionCount,
    meters: table,
  }
  const global = Indexes.filter(({ Local }) => !Local)
  return [{ table: TableName, index: "", ...own }, ...global.map((index) => ringOf(TableName, index))]
}

function ringOf(table: string, index: Index): Ring {
  const { IndexName, PartitionKey, SortKey, Partitions = [], PartitionCount = 0 } = index
  const keys = { partitionKey: PartitionKey, sortKey: SortKey }
  return { table, index: IndexName, ...keys, partitions: Partitions, partitionCount: PartitionCount, meters: index }
}

/** The key of an item, and the hash of its partition key. */
export interface InspectedKey {
  readonly PartitionKey: Value
  readonly SortKey?: Value
  /** Of an index's entry, whose key others may have, too: the key of its item in the table. */
  readonly Item?: Omit<InspectedKey, "Hash" | "Item">
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
