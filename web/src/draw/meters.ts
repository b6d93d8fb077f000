import type { Meter, Metered, Partition } from "../table.js"
import type { Micros } from "../wire.js"
import { type Drawing, draw } from "./drawing.js"
import { round } from "./geometry.js"
import { brief, count, many } from "./number.js"
import { until } from "./time.js"

// Buckets of tokens: what is left of what a table, an index or a partition may give.
//
//     ▮▮▮▮▮▮▮▯▯▯  1,147 of 1,500 tokens, 5 more each second

const bar = { width: 100, height: 8 }

/** A bar that is as full as a part of a whole. */
export function gauge(part: number, whole: number): Drawing {
  const length = whole > 0 ? Math.min(1, Math.max(0, part / whole)) * bar.width : 0
  return draw(
    "svg",
    { viewBox: `0 0 ${bar.width} ${bar.height}`, preserveAspectRatio: "none", class: "gauge", "aria-hidden": "true" },
    draw("rect", { x: 0, y: 0, width: round(length), height: bar.height, class: "left" }),
  )
}

/** What is left in a bucket, and what comes into it. */
export function tokensText({ Tokens, Capacity, Rate }: Meter): string {
  return `${brief(Tokens)} of ${brief(Capacity)} tokens, ${brief(Rate)} more each second`
}

/** What was consumed of late, and how often that was refused. */
export function consumedText({ LastSecond, LastMinute, ThrottledLastMinute }: Meter): string {
  if (LastMinute === 0 && ThrottledLastMinute === 0) return "nothing consumed in the last minute"
  const consumed = `${many(LastSecond, "unit")} in the last second, ${brief(LastMinute)} in the last minute`
  return ThrottledLastMinute > 0 ? `${consumed}; throttled ${count(ThrottledLastMinute)} times` : consumed
}

/** How often requests to a partition were throttled in the last minute. */
export const throttledIn = ({ Reads, Writes }: Metered): number =>
  (Reads?.ThrottledLastMinute ?? 0) + (Writes?.ThrottledLastMinute ?? 0)

/** What there is to say of a partition beside its size: what it gives, and whether it is about to be split. */
export function loadText(partition: Partition, now: Micros): string {
  const { Reads, Writes, Split, SplitRefused } = partition
  const parts = [given("read", Reads), given("write", Writes)].filter(Boolean)
  const throttled = throttledIn(partition)
  if (throttled > 0) parts.push(`${count(throttled)} throttled`)
  if (Split) parts.push(`will be split ${until(Split.DueAt - now)}: ${Split.Why}`)
  if (SplitRefused) parts.push(`is not split: ${SplitRefused}`)
  return parts.join(" · ")
}

const given = (what: string, meter: Meter | undefined): string =>
  isBusy(meter) ? `${brief(meter!.LastSecond)} ${what} units/s` : ""

/** Whether a partition gives so much of what it may that it is worth a word: a hundredth. */
export const isBusy = (meter: Meter | undefined): boolean =>
  meter !== undefined && meter.LastSecond >= (meter.Ceiling ?? 0) / 100

/** Whether a bucket is worth a word: a hundredth of it is gone, or somebody was throttled. */
export const isDrawn = ({ Tokens, Capacity, ThrottledLastMinute }: Meter): boolean =>
  Tokens < Capacity * 0.99 || ThrottledLastMinute > 0
