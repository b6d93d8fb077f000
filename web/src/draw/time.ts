import type { ComingEvent } from "../table.js"
import type { Micros } from "../wire.js"
import { count } from "./number.js"

// Moments and spans of the database's time, and what will happen in it, as people read them.

const iso = (time: Micros): string => new Date(time / 1000).toISOString()

/** The time of day to the millisecond, UTC. */
export const clockText = (time: Micros): string => iso(time).slice(11, 23)

export const dateText = (time: Micros): string => `${iso(time).slice(0, 10)}, UTC`

/** How long it is until something happens. */
export const until = (micros: Micros): string => (micros <= 0 ? "now" : `in ${span(micros)}`)

/** How long ago something was. */
export const ago = (micros: Micros): string => (micros <= 0 ? "now" : `${span(micros)} ago`)

/** How long a time is. */
export function span(micros: Micros): string {
  if (micros < 1e6) return `${micros < 1e4 ? count(micros / 1000) : Math.round(micros / 1000)} ms`
  if (micros < 6e7) return `${count(micros / 1e6)} s`
  if (micros < 6e9) return `${count(Math.round(micros / 6e7))} min`
  return micros < 2e11 ? `${count(Math.round(micros / 3.6e9))} hours` : `${count(Math.round(micros / 8.64e10))} days`
}

/** What an event does. */
export function eventText({ Kind, TableName, Partition, Replica, Work, IndexName }: ComingEvent): string {
  switch (Kind) {
    case "replicate":
      return `${TableName} p${Partition} → replica ${Replica} catches up`
    case "propagate":
      return `${TableName} p${Partition} → index ${IndexName} hears of it`
    case "activate":
      return `${TableName} becomes active`
    case "drop":
      return `${TableName} is gone`
    case "update":
      return `${TableName}${IndexName ? `, index ${IndexName}` : ""}: change of ${Work} is done`
    case "backfill":
      return `${TableName} → index ${IndexName} takes more items over`
    case "enlist":
      return `${TableName}: items begin to wait for their end`
    case "expire":
      return `${TableName}: items expire`
    case "unlist":
      return `${TableName}: items expire no longer`
    case "elect":
      return `${TableName} p${Partition} → ${Replica === undefined ? "another replica is elected" : `replica ${Replica} leads`}`
    case "rebuild":
      return `${TableName} p${Partition} → replica ${Replica} is rebuilt`
    case "measure":
      return `${TableName}: what a minute consumed is looked at`
    case "split":
      return `${TableName} p${Partition} is split`
  }
  return `${TableName}: ${Kind}`
}

/** How fast the clock can run, and what that is called. */
export const paces: readonly (readonly [speed: number, name: string])[] = [
  [0.01, "1/100×"],
  [1, "1×"],
  [10, "10×"],
  [100, "100×"],
]
