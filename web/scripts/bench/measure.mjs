// How a figure is taken: some warming up, then several rounds, and the median of those.

const rounds = 5
const warmUpMillis = 1000
const roundMillis = 500

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** How many times a second `run` can be called: its argument counts the calls from 0. */
export function perSecond(run) {
  let calls = 0
  const round = (millis) => {
    const began = performance.now()
    const first = calls
    while (performance.now() - began < millis) {
      // The clock is read once in a while only: reading it costs as much as a short call.
      for (let i = 0; i < 32; i++) run(calls++)
    }
    return ((calls - first) * 1000) / (performance.now() - began)
  }
  round(warmUpMillis)
  return median(Array.from({ length: rounds }, () => round(roundMillis)))
}

/** The same for a call that takes long: the median of single ones, after one to warm up. */
export function seconds(run) {
  const once = () => {
    const began = performance.now()
    run()
    return (performance.now() - began) / 1000
  }
  once()
  return median(Array.from({ length: rounds }, once))
}

/** The same for promises, `lanes` of them at a time. */
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
