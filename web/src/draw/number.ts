// Numbers for people.

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 1 })

export const count = (n: number): string => grouped.format(n)

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 })

/** A count in few characters: 9,999, then 10K and 76.3K. */
export const brief = (n: number): string => (n < 10_000 ? count(n) : compact.format(n))

/** A count and its noun. */
export function many(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? "" : "s"}`
}

export function bytes(n: number): string {
  if (n < 1024) return many(n, "byte")
  if (n < 1024 ** 2) return `${rounded(n / 1024)} KB`
  if (n < 1024 ** 3) return `${rounded(n / 1024 ** 2)} MB`
  return `${rounded(n / 1024 ** 3)} GB`
}

/** One decimal while there are few digits before it. */
const rounded = (n: number): string => count(n < 100 ? n : Math.round(n))

/** Seconds that are left, rounded so that the text doesn't flicker. */
export function duration(seconds: number): string {
  if (seconds < 1) return "under a second"
  if (seconds < 90) return many(Math.ceil(seconds), "second")
  return `${Math.ceil(seconds / 60)} minutes`
}

/** How many times as much: 16×, 1.5×. */
export function times(ratio: number): string {
  return `${ratio >= 10 ? Math.round(ratio) : grouped.format(ratio)}×`
}
