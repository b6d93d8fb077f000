import type { ComingEvent } from "../table.js"
import type { Micros } from "../wire.js"
import { count } from "./number.js"

// Moments and spans of the database's time, and what will happen in it, as people read them.

const iso = (time: Micros): string => new Date(time / 1000).toISOString()

/** The time of day to the millisecond, UTC. */
export const clockText = (time: Micros): string => iso(time).slice(11, 23)

export const dateText = (time: Micros): string => `${iso(time).slice(0, 10)}, UTC`

/** How long it is until something happens. */
export function until(micros: Micros): string {
  if (micros <= 0) return "now"
  if (micros < 1e6) return `in ${micros < 1e4 ? count(micros / 1000) : Math.round(micros / 1000)} ms`
  if (micros < 6e7) return `in ${count(micros / 1e6)} s`
  return `in ${count(Math.round(micros / 6e7))} min`
}

/** What an event does. */
export function eventText({ Kind, TableName, Partition, Replica }: ComingEvent): string {
  if (Kind === "replicate") return `${TableName} p${Partition} → replica ${Replica} catches up`
  if (Kind === "activate") return `${TableName} becomes active`
  if (Kind === "drop") return `${TableName} is gone`
  return `${TableName}: ${Kind}`
}

/** How fast the clock can run, and what that is called. */
export const paces: readonly (readonly [speed: number, name: string])[] = [
  [0.01, "1/100×"],
  [1, "1×"],
  [10, "10×"],
  [100, "100×"],
]
