import { beforeEach, expect, test } from "vitest"
import { Clock } from "../../src/clock.js"
import type { Coming } from "../../src/database.js"
import { Pump } from "../../src/pump.js"
import type { ComingEvent } from "../../src/table.js"

// A database of events alone, and a timer that goes off when it is told to.

let real: number
let events: number[]
let advanced: [until: number, limit: number][]
let timer: { millis: number; act: () => void } | undefined
let told: number[]
let passed: number
/** How many requests of workloads an advance makes, and how much real time it takes. */
let requests: number
let busyMicros: number
let clock: Clock
let pump: Pump

beforeEach(() => {
  real = 0
  events = []
  advanced = []
  timer = undefined
  told = []
  passed = 0
  requests = 0
  busyMicros = 0
  clock = new Clock(() => real, 0)
  pump = new Pump(
    clock,
    {
      coming: async () => ({
        Now: clock.now(),
        Events: events.map((At) => ({ At }) as ComingEvent),
        EventCount: events.length,
      }),
      // One event at a time, whatever the limit.
      advance: async (until, limit = 0) => {
        advanced.push([until, limit])
        const due = () => events.length > 0 && events[0]! <= until
        if (due()) events.shift()
        real += busyMicros
        return { Now: until, More: due(), Requests: requests }
      },
    },
    (millis, act) => {
      timer = { millis, act }
      return () => {
        timer = undefined
      }
    },
    ({ EventCount }: Coming) => told.push(EventCount),
    () => passed++,
  )
})

/** Real time passes until the timer goes off, and what follows from that is done. */
async function ring(): Promise<void> {
  const { millis, act } = timer!
  timer = undefined
  real += millis * 1000
  act()
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

test("it waits for what is due, lets it happen and looks again", async () => {
  events = [20_000, 20_000, 50_000]
  await pump.look()
  expect(timer?.millis).toBe(20)
  await ring()
  expect(advanced).toEqual([
    [20_000, 1000],
    [20_000, 1000],
  ])
  expect([told, passed]).toEqual([[3, 1], 1])
  await ring()
  expect([told, passed, timer]).toEqual([[3, 1, 0], 2, undefined])
})

test("in slow motion it waits longer, and a change of pace is heard at once", async () => {
  events = [20_000]
  clock.setSpeed(0.01)
  await pump.look()
  expect(timer?.millis).toBe(2000)
  clock.setSpeed(100)
  expect(timer?.millis).toBe(1)
})

test("while the clock is paused nothing moves", async () => {
  events = [20_000]
  await pump.look()
  clock.setSpeed(0)
  expect(timer).toBeUndefined()
  real += 1e9
  await pump.look()
  expect([timer, advanced]).toEqual([undefined, []])
})

test("a step goes to the next event and stops there", async () => {
  events = [20_000, 50_000]
  await pump.look()
  await pump.step()
  expect([clock.now(), clock.speed, advanced]).toEqual([20_000, 0, [[20_000, 1000]]])
  expect([told, timer]).toEqual([[2, 1], undefined])
})

test("a step without anything to come does nothing", async () => {
  await pump.look()
  await pump.step()
  expect([clock.speed, advanced]).toEqual([1, []])
})

test("what is years away is looked for now and then", async () => {
  events = [1e15]
  await pump.look()
  expect(timer?.millis).toBe(60_000)
  await ring()
  expect([timer?.millis, advanced]).toEqual([60_000, []])
})

test("once it is closed it waits for nothing", async () => {
  events = [20_000]
  await pump.look()
  pump.close()
  expect(timer).toBeUndefined()
  clock.setSpeed(10)
  expect(timer).toBeUndefined()
})

test("while a workload runs, the page has time for itself between two advances", async () => {
  events = [1_000, 2_000, 3_000]
  requests = 10
  await pump.look()
  await ring()
  expect(timer?.millis).toBe(40)
})

test("the clock waits for a database that has more to do than one slice, and does not run away", async () => {
  events = [20_000, 20_000, 20_000]
  clock.setSpeed(100)
  await pump.look()
  busyMicros = 1_000
  const before = timer!.millis * 100_000
  await ring()
  expect(advanced).toHaveLength(3)
  // Only the first slice runs beside the clock.
  expect(clock.now()).toBe(before + 100_000)
})
