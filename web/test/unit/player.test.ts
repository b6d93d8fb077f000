import { describe, expect, test } from "vitest"
import { type Frame, frameOf, framesOf, Player } from "../../src/player.js"
import { type Phase, type Place, readTrace, type Step } from "../../src/trace.js"

const step = (phase: Phase, partition = -1): Step => ({
  ...readTrace(JSON.stringify({ steps: [{ phase }] }), 0).steps[0]!,
  partition,
})

const places = (steps: readonly Step[]): readonly Place[] =>
  [...new Set(steps.map(({ phase }) => phase))].map((place) => ({
    place,
    text: `${place}.`,
    steps: steps.flatMap(({ phase }, i) => (phase === place ? [i] : [])),
  }))

/** The trace of a scan of so many partitions. */
function scan(partitions: number) {
  const each = Array.from({ length: partitions }, (_, p) => [step("ring", p), step("read", p), step("filter", p)])
  const steps = [step("parse"), ...each.flat(), step("cost")]
  return { steps, places: places(steps) }
}

const partitionsOf = (frames: readonly Frame[], steps: readonly Step[]) =>
  frames.map(({ done }) => steps[done - 1]!.partition)

describe("frames", () => {
  test("are the steps in their own order, so that a scan goes from partition to partition", () => {
    const trace = scan(2)
    const frames = framesOf(trace)
    expect(frames.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(partitionsOf(frames, trace.steps)).toEqual([-1, 0, 0, 0, 1, 1, 1, -1])
    expect(frames.map(({ place }) => trace.places[place]!.place)).toEqual(trace.steps.map(({ phase }) => phase))
  })

  test("hold several steps of a long way, and end with the last one", () => {
    const trace = scan(1000)
    const frames = framesOf(trace)
    expect(frames).toHaveLength(40)
    expect(frames.at(-1)).toMatchObject({ done: 3002, place: 4 })
    const done = frames.map(({ done }) => done)
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect(new Set(done).size).toBe(40)
  })

  test("let the first and the last be read, and go fast from partition to partition", () => {
    const frames = framesOf(scan(1000))
    expect(frames.slice(0, 3).map(({ done }) => done)).toEqual([1, 2, 83])
    expect(frames.map(({ millis }) => Math.round(millis))).toEqual([450, 450, ...Array(37).fill(68), 450])
  })

  test("of a trace without steps are none", () => {
    expect(framesOf({ steps: [], places: [] })).toEqual([])
  })

  test("a place is reached when all that it tells of has been done", () => {
    const trace = scan(3)
    const frames = framesOf(trace)
    expect(trace.places.map((place) => frameOf(frames, place))).toEqual([0, 7, 8, 9, 10])
  })
})

describe("a player", () => {
  let now = 0
  const playerOf = (frames: number) => {
    now = 1000
    const player = new Player(() => now)
    player.load(Array(frames).fill(380))
    return player
  }

  test("begins with the finished way", () => {
    const player = playerOf(7)
    expect([player.at, player.done, player.playing]).toEqual([6, true, false])
  })

  test("plays from the beginning to the end and stops there", () => {
    const player = playerOf(5)
    player.play()
    const seen = [0, 379, 380, 760, 1519, 1520, 9999].map((after) => {
      now = 1000 + after
      return [player.at, player.playing]
    })
    expect(seen).toEqual([
      [0, true],
      [0, true],
      [1, true],
      [2, true],
      [3, true],
      [4, false],
      [4, false],
    ])
  })

  test("never takes longer than four and a half seconds", () => {
    for (const partitions of [1, 2, 8, 1000]) {
      const player = new Player(() => now)
      player.load(framesOf(scan(partitions)).map(({ millis }) => millis))
      player.play()
      now += 4500
      expect([player.done, player.playing]).toEqual([true, false])
    }
  })

  test("goes on where it was paused", () => {
    const player = playerOf(5)
    player.play()
    now += 800
    player.pause()
    now += 5000
    expect([player.at, player.playing]).toEqual([2, false])
    player.play()
    now += 380
    expect(player.at).toBe(3)
  })

  test("changes its speed without a jump", () => {
    const player = playerOf(6)
    player.play()
    now += 400
    player.setSpeed(4)
    expect(player.at).toBe(1)
    now += 95
    expect(player.at).toBe(2)
    player.setSpeed(0.5)
    now += 759
    expect(player.at).toBe(2)
    now += 1
    expect(player.at).toBe(3)
  })

  test("in a loop it rests at the end and begins again", () => {
    const player = playerOf(3)
    player.setLoop(true)
    player.play()
    const at = (after: number) => {
      now = 1000 + after
      return player.at
    }
    expect([0, 400, 800, 2500, 2541, 2950].map(at)).toEqual([0, 1, 2, 2, 0, 1])
    expect(player.playing).toBe(true)
  })

  test("stays within its frames", () => {
    const player = playerOf(3)
    player.go(-1)
    expect(player.at).toBe(0)
    player.go(99)
    expect(player.at).toBe(2)
    player.load([])
    player.play()
    expect([player.at, player.playing]).toEqual([0, false])
  })
})
