import type { Value } from "./value.js"
import type { Micros } from "./wire.js"

// What was counted, as the operation Metrics tells it.

/** Numbers by name: the i-th of each is of the period that begins i periods after the start. */
export type Columns = Readonly<Record<string, readonly number[]>>

export interface Metrics {
  readonly TableName: string
  readonly IndexName?: string
  readonly PeriodMicros: Micros
  readonly Start: Micros
  /** Those that have a value. */
  readonly Metrics: Columns
  readonly Partitions?: readonly PartitionMetrics[]
  readonly Alarms: readonly Alarm[]
}

/** What one partition gave and refused. */
export interface PartitionMetrics {
  readonly Id: number
  readonly Bytes: number
  readonly Read?: readonly number[]
  readonly Write?: readonly number[]
  readonly ReadThrottled?: readonly number[]
  readonly WriteThrottled?: readonly number[]
  readonly HotKeys: readonly HotKey[]
}

/** A partition key that many of a partition's units went to. */
export interface HotKey {
  readonly Hash: string
  readonly PartitionKey?: Value
  readonly SharePercent: number
}

/** What an alarm watches; what is left out takes the engine's default. */
export interface AlarmInput {
  readonly Name: string
  readonly TableName: string
  readonly IndexName?: string
  readonly Metric: string
  readonly Comparison: string
  readonly Threshold?: number
  readonly Period: string
  readonly Periods?: number
}

export interface Alarm extends Required<Omit<AlarmInput, "IndexName">> {
  readonly IndexName?: string
  readonly State: "OK" | "ALARM" | "INSUFFICIENT_DATA"
  readonly Since: Micros
}
