import "./components/past-bar.js"
import "./components/session-slider.js"
import "./components/virtual-clock.js"
import type { FaultMenu } from "./components/fault-menu.js"
import type { PastBar } from "./components/past-bar.js"
import type { SessionSlider } from "./components/session-slider.js"
import type { VirtualClock } from "./components/virtual-clock.js"
import type { Coming } from "./database.js"
import { element, listen, unwatched } from "./elements.js"
import { atMostEvery } from "./pace.js"
import type { State } from "./playground.js"
import { Pump, type Wait } from "./pump.js"
import type { Workspace } from "./workspace.js"

// Connects the clock, what is coming and the session's slider with the workspace that is on the page.

/** Takes what the page shows; a table that was looked at anew may have something coming. */
export type Show = (workspace: Workspace, state: State) => void

// A running clock is written anew so often.
const beatMillis = 100

// What time has done is looked at no more often; all the pictures change with every request of a workload.
const lookMillis = 250
const busyMillis = 1000

export function connectClockwork(): Show {
  const dial = element<VirtualClock>("virtual-clock")
  const slider = element<SessionSlider>("session-slider")
  const past = element<PastBar>("past-bar")
  const faults = element<FaultMenu>("fault-menu")
  let current: Works | undefined
  let table: State["table"]

  const beat = () => {
    if (current) Object.assign(dial, { now: current.workspace.clock.now(), speed: current.workspace.clock.speed })
  }
  setInterval(() => {
    if (document.visibilityState === "visible" && dial.speed > 0) beat()
  }, beatMillis)

  let drawing = false
  // The answers of a batch come all at once.
  const drawTicks = () => {
    if (drawing) return
    drawing = true
    queueMicrotask(() => {
      drawing = false
      if (!current) return
      const { all, behind, at } = current.workspace.ticks
      const ticks = [...all]
      Object.assign(slider, { ticks, behind, at })
      Object.assign(past, { ticks, at })
    })
  }
  const tell = (coming: Coming) => {
    dial.coming = coming
    faults.zones = coming.StoppedZones ?? []
    beat()
  }

  listen<number>(dial, "speed", (speed) => current?.workspace.clock.setSpeed(speed))
  listen(dial, "step", () => current?.pump.step())
  for (const view of [slider, past]) listen<number>(view, "rewind", (n) => current?.rewind.to(n))

  return (workspace, state) => {
    if (current?.workspace !== workspace) {
      current?.close()
      current = works(workspace, tell, { beat, drawTicks })
      beat()
      drawTicks()
    }
    if (state.table === table) return
    table = state.table
    unwatched(current.pump.look())
  }
}

/** What runs for one workspace while it is on the page. */
interface Works {
  readonly workspace: Workspace
  readonly pump: Pump
  readonly rewind: Rewind
  close(): void
}

function works(
  workspace: Workspace,
  tell: (coming: Coming) => void,
  { beat, drawTicks }: { beat: () => void; drawTicks: () => void },
): Works {
  const { clock, database, playground, ticks } = workspace
  const look = atMostEvery(lookMillis, () => playground.look())
  const lookSeldom = atMostEvery(busyMillis, () => playground.look())
  const passed = (requests: number) => (requests > 0 ? lookSeldom() : look())
  const pump = new Pump(clock, database, whileVisible, tell, passed)
  const rewind = new Rewind(workspace)
  const ticked = () => {
    rewind.goOn()
    drawTicks()
  }
  const ends = [clock.onChange(beat), ticks.onChange(ticked), () => pump.close()]
  const close = () => {
    for (const end of ends) end()
  }
  return { workspace, pump, rewind, close }
}

/** A timer that is kept back while nobody can see the page. */
const whileVisible: Wait = (millis, act) => {
  const timer = setTimeout(() => {
    if (document.visibilityState === "visible") act()
    else document.addEventListener("visibilitychange", act, { once: true })
  }, millis)
  return () => {
    clearTimeout(timer)
    document.removeEventListener("visibilitychange", act)
  }
}

/** Takes the whole database back, one rewind after the other; of many wishes in the meantime the last one counts. */
class Rewind {
  private wanted: number | undefined
  private busy = false
  /** How fast the clock ran before it was stopped here; 0 when it was not. */
  private pace = 0

  constructor(private readonly workspace: Workspace) {}

  async to(n: number): Promise<void> {
    this.wanted = n
    this.workspace.ticks.rewound(n)
    if (this.busy) return
    this.busy = true
    try {
      for (let next = this.take(); next !== undefined; next = this.take()) await this.go(next)
    } finally {
      this.busy = false
    }
  }

  private take(): number | undefined {
    const { wanted } = this
    this.wanted = undefined
    return wanted
  }

  private async go(n: number): Promise<void> {
    const { clock, database, playground, ticks } = this.workspace
    if (n !== ticks.latest) this.stop()
    const { Now } = await database.rewind(n)
    clock.jump(Now)
    if (n === ticks.latest) this.start()
    await playground.lookBack(ticks.requestBefore(n))
  }

  /** A request that was made in the past is the latest one: from there time goes on. */
  goOn(): void {
    const { all, at, latest } = this.workspace.ticks
    if (at === latest && all.at(-1)?.operation !== "Advance" && !this.busy) this.start()
  }

  /** In the past the clock stands, so that what was under way stays so. */
  private stop(): void {
    const { clock } = this.workspace
    if (clock.speed === 0) return
    this.pace = clock.speed
    clock.setSpeed(0)
  }

  private start(): void {
    if (this.pace > 0) this.workspace.clock.setSpeed(this.pace)
    this.pace = 0
  }
}
