// How a figure is taken: some warming up, then several rounds, and the median of those. Where two are compared their
// rounds alternate, so that what slows the machine for a while slows both.

const rounds = 5
const warmUpMillis = 1000
const roundMillis = 500

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** The middle one of the ratios, round by round, of one's rates to another's. */
export const ratio = (rates, others) => median(rates.map((rate, i) => rate / others[i]))

/** A contestant whose `run` is called over and over; its argument counts the calls from 0. */
export function calling(run) {
  let calls = 0
  return (millis) => {
    const began = performance.now()
    const first = calls
    while (performance.now() - began < millis) {
      // The clock is read once in a while only: reading it costs as much as a short call.
      for (let i = 0; i < 32; i++) run(calls++)
    }
    return ((calls - first) * 1000) / (performance.now() - began)
  }
}

/** A contestant with several lanes, each of which has one promise of `run` at a time; it is told which lane asks. */
export function callingIn(lanes, run) {
  let calls = 0
  return async (millis) => {
    const began = performance.now()
    const first = calls
    const drive = async (lane) => {
      while (performance.now() - began < millis) await run(lane, calls++)
    }
    await Promise.all(lanes.map(drive))
    return ((calls - first) * 1000) / (performance.now() - began)
  }
}

/** The calls a second of each contestant in each round. */
export async function rates(contestants) {
  for (const run of contestants) await run(warmUpMillis)
  const measured = contestants.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, run] of contestants.entries()) measured[i].push(await run(roundMillis))
  }
  return measured
}

/** How many seconds a call takes that takes long: the median of single ones, after one to warm up. */
export function seconds(run) {
  const once = () => {
    const began = performance.now()
    run()
    return (performance.now() - began) / 1000
  }
  once()
  return median(Array.from({ length: rounds }, once))
}

/** How many milliseconds a call takes: the median of single ones, after a second of them. */
export function milliseconds(run) {
  const once = () => {
    const began = performance.now()
    run()
    return performance.now() - began
  }
  for (let warm = 0; warm < warmUpMillis; ) warm += once()
  return median(Array.from({ length: rounds }, once))
}
