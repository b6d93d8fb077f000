import "./components/alarm-list.js"
import "./components/traffic-dialog.js"
import "./components/traffic-view.js"
import type { AlarmList } from "./components/alarm-list.js"
import type { HashRing } from "./components/hash-ring.js"
import type { TrafficDialog, Wanted } from "./components/traffic-dialog.js"
import type { TrafficView } from "./components/traffic-view.js"
import { Refusal } from "./database.js"
import { heatsOf } from "./draw/heat.js"
import { element, listen } from "./elements.js"
import type { AlarmInput, Metrics } from "./metrics.js"
import { atMostEvery } from "./pace.js"
import type { State } from "./playground.js"
import type { WorkloadName, WorkloadStatus } from "./workload.js"
import type { Workspace } from "./workspace.js"

// Connects the elements about traffic with the workspace that is on the page: workloads, metrics, alarms and the ring's
// heat. This and all that it needs is fetched when there is traffic, or somebody wants some.

export interface Traffic {
  /** Shows what traffic there can be. */
  open(): void
  /** Takes the state of the page. */
  show(state: State): void
  /** Repaints what has colours of its own. */
  paint(theme: string): void
}

// Metrics are looked at no more often, and over so many seconds.
const lookMillis = 250
const seconds = 60

/** `workspace` is the one that is on the page. */
export function connectTraffic(workspace: () => Workspace): Traffic {
  const dialog = element<TrafficDialog>("traffic-dialog")
  const view = element<TrafficView>("traffic-view")
  const alarms = element<AlarmList>("alarm-list")
  const ring = element<HashRing>("hash-ring")
  const section = element<HTMLElement>(".traffic")
  let shown: State | undefined
  let seen: Workspace | undefined
  let forget = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = atMostEvery(lookMillis, async () => {
    clearTimeout(timer)
    const { clock, database } = workspace()
    const on = workspace().playground.state.ring
    if (!on) return
    const all = await database.workloads()
    const last = all.filter(({ TableName }) => TableName === on.table).at(-1)
    const running = all.some(({ State }) => State === "RUNNING")
    const [status, metrics] = await Promise.all([
      last && statusOf(workspace(), last),
      // A workload's clock is that of what it has done; else it goes on by being looked at.
      database.metrics(on, seconds, running ? undefined : clock.now()),
    ])
    draw(status, metrics)
    if (clock.speed > 0 && (running || hasTraffic(metrics))) {
      timer = setTimeout(look, running ? lookMillis : Math.max(lookMillis, 1000 / clock.speed))
    }
  })

  function draw(status: WorkloadStatus | undefined, metrics: Metrics): void {
    const partitions = shown?.ring?.partitions ?? []
    const heats = heatsOf(metrics, partitions)
    Object.assign(view, { status, metrics, heats, ring: partitions, paused: workspace().clock.speed === 0 })
    dialog.status = status
    alarms.alarms = metrics.Alarms
    ring.heats = heats
    const any = status !== undefined || hasTraffic(metrics) || metrics.Alarms.length > 0
    if (any) section.hidden = false
  }

  /** Follows the workspace that is on the page. */
  function follow(next: Workspace): void {
    if (next === seen) return
    seen = next
    forget()
    forget = next.clock.onChange(look)
    Object.assign(view, { status: undefined, metrics: undefined, heats: new Map() })
    ring.heats = new Map()
    section.hidden = true
    look()
  }

  async function start(wanted: Wanted): Promise<void> {
    const { database } = workspace()
    try {
      const name = nextName(await database.workloads())
      const status = await database.startWorkload({ Name: name, ...wanted })
      Object.assign(dialog, { status, problem: "" })
    } catch (cause) {
      dialog.problem = said(cause)
      return
    }
    dialog.close()
    section.hidden = false
    element<HTMLElement>("#traffic").focus({ preventScroll: true })
    section.scrollIntoView({ block: "start" })
    await again()
  }

  async function cancel(): Promise<void> {
    if (!view.status) return
    await workspace().database.cancelWorkload(view.status.Name)
    await again()
  }

  /** What is coming has changed, and with it what the page shows. */
  async function again(): Promise<void> {
    await workspace().playground.look()
    look()
  }

  async function change(act: () => Promise<void>): Promise<void> {
    alarms.problem = ""
    try {
      await act()
    } catch (cause) {
      alarms.problem = said(cause)
    }
    await again()
  }

  listen<Wanted>(dialog, "start", start)
  for (const place of [dialog, view]) listen(place, "cancel", cancel)
  listen<Omit<AlarmInput, "TableName">>(alarms, "put", (alarm) =>
    change(() => {
      const { table, index } = workspace().playground.state.ring!
      return workspace().database.putAlarm({ ...alarm, TableName: table, ...(index && { IndexName: index }) })
    }),
  )
  listen<string>(alarms, "remove", (name) => change(() => workspace().database.removeAlarm(name)))

  return {
    open() {
      dialog.problem = ""
      dialog.open()
      look()
    },
    show(state) {
      const moved = state.table !== shown?.table || state.ring !== shown?.ring
      shown = state
      const { is } = workspace().client.status
      const ready = is === "ready" || is === "rebuilt"
      Object.assign(dialog, { table: state.table, index: state.ring?.index ?? "", ready })
      follow(workspace())
      if (moved) look()
    },
    paint(theme) {
      view.theme = theme
    },
  }
}

/** A workload's last minute; of one that has just begun every tenth of a second. */
function statusOf({ clock, database }: Workspace, { Name, Began }: WorkloadName): Promise<WorkloadStatus> {
  const young = clock.now() - Began < 10e6
  return database.workload(Name, young ? "tenth" : "second", young ? 100 : seconds)
}

const hasTraffic = ({ Metrics }: Metrics): boolean =>
  Object.keys(Metrics).some((name) => !name.startsWith("Provisioned"))

/** A name that no workload has had. */
const nextName = (all: readonly WorkloadName[]): string => {
  const numbers = all.map(({ Name }) => Number(/^load-(\d+)$/.exec(Name)?.[1] ?? 0))
  return `load-${Math.max(0, ...numbers) + 1}`
}

/** A refusal in the engine's words; what else goes wrong is not for a form to say. */
function said(cause: unknown): string {
  if (cause instanceof Refusal) return cause.message
  throw cause
}
