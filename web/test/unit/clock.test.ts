import { beforeEach, expect, test } from "vitest"
import { Clock } from "../../src/clock.js"

let real: number
let clock: Clock

beforeEach(() => {
  real = 1_000_000
  clock = new Clock(() => real, 5_000)
})

test("it starts where it is told, and else at real time", () => {
  expect(clock.now()).toBe(5_000)
  expect(new Clock(() => real).now()).toBe(1_000_000)
})

test.each([
  [1, 6_000],
  [0, 5_000],
  [0.01, 5_010],
  [100, 105_000],
])("at speed %d a real millisecond takes it to %d", (speed, then) => {
  clock.setSpeed(speed)
  real += 1_000
  expect(clock.speed).toBe(speed)
  expect(clock.now()).toBe(then)
})

test("a change of speed moves it nowhere", () => {
  real += 1_000
  clock.setSpeed(10)
  expect(clock.now()).toBe(6_000)
  real += 1_000
  clock.setSpeed(0)
  expect(clock.now()).toBe(16_000)
})

test.each([90_000, 70])("it goes on from %d after a jump, as fast as before", (to) => {
  clock.setSpeed(10)
  real += 1_000
  clock.jump(to)
  expect(clock.now()).toBe(to)
  real += 100
  expect(clock.now()).toBe(to + 1_000)
})

test("it is paused where a jump takes it", () => {
  clock.setSpeed(0)
  clock.jump(90_000)
  real += 1_000
  expect(clock.now()).toBe(90_000)
})

test("it tells whole microseconds, in slow motion too", () => {
  clock.setSpeed(0.01)
  real += 150
  expect(clock.now()).toBe(5_001)
})

test("who listens hears of changes until it stops listening", () => {
  const heard: [number, number][] = []
  const stop = clock.onChange(() => heard.push([clock.speed, clock.now()]))
  clock.setSpeed(100)
  clock.jump(7_000)
  stop()
  clock.setSpeed(1)
  expect(heard).toEqual([
    [100, 5_000],
    [100, 7_000],
  ])
})

test("it is held where it stands, and goes on from there", () => {
  clock.setSpeed(10)
  real += 1_000
  clock.hold()
  real += 1_000
  expect(clock.now()).toBe(15_000)
  clock.release()
  expect(clock.now()).toBe(15_000)
  real += 1_000
  expect(clock.now()).toBe(25_000)
})
