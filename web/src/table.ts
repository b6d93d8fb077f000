// A table as Inspect describes it.

export interface KeyAttribute {
  readonly Name: string
  readonly Type: string
}

/** How far one replica has come in its partition's log. */
export interface Replica {
  readonly Persisted: number
  readonly Applied: number
  readonly BehindBy: number
}

/** One range of the hash space: from the hash First up to, not including, Last; "" is the end. */
export interface Partition {
  readonly Id: number
  readonly Parent: number
  readonly First: string
  readonly Last: string
  readonly InsideCollection: boolean
  readonly Items: number
  readonly Bytes: number
  readonly Leader: number
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
  readonly Partitions: readonly Partition[]
}
