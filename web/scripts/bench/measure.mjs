// How a figure is taken: some warming up, then several rounds, and the median of those.

const rounds = 5
const warmUpMillis = 1000
const roundMillis = 500

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** How many calls a second `run` manages; its argument counts the calls from 0. */
function counter(run) {
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

/** The rate of calls of `run`. */
export function perSecond(run) {
  const round = counter(run)
  round(warmUpMillis)
  return median(Array.from({ length: rounds }, () => round(roundMillis)))
}

/** The rates of two, and their ratio: their rounds alternate, so that what slows the machine slows both. */
export function perSecondOfBoth(run, other) {
  const both = [counter(run), counter(other)]
  for (const round of both) round(warmUpMillis)
  const pairs = Array.from({ length: rounds }, () => both.map((round) => round(roundMillis)))
  return {
    ratio: median(pairs.map(([a, b]) => a / b)),
    rates: [0, 1].map((i) => median(pairs.map((pair) => pair[i]))),
  }
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

/** The rate of calls that give promises, `lanes` of them at a time. */
export async function perSecondConcurrently(lanes, run) {
  let calls = 0
  const round = async (millis) => {
    const began = performance.now()
    const first = calls
    const lane = async () => {
      while (performance.now() - began < millis) await run(calls++)
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return ((calls - first) * 1000) / (performance.now() - began)
  }
  await round(warmUpMillis)
  const rates = []
  for (let i = 0; i < rounds; i++) rates.push(await round(roundMillis))
  return median(rates)
}
