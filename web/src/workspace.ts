import { Client } from "./client.js"
import type { Clock } from "./clock.js"
import { Database } from "./database.js"
import { Playground, type State } from "./playground.js"
import { Ticks } from "./ticks.js"
import { type Options, ringside } from "./wire.js"

/** One database in a worker of its own, and all that the page keeps beside it: the sandbox is one, an open lesson another. */
export class Workspace {
  readonly client: Client
  readonly database: Database
  readonly playground: Playground
  readonly ticks = new Ticks()

  /** `tell` hears of every change of the playground's state. */
  constructor(
    options: Options,
    readonly clock: Clock,
    tell: (state: State) => void,
  ) {
    this.client = new Client({
      worker: () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
      clock,
      wasm: new URL("engine.wasm", document.baseURI).href,
      runtime: new URL("wasm_exec.js", document.baseURI).href,
      options,
    })
    this.client.onAnswer((target, response) => this.ticks.add(target, response))
    // Time that a reader lets pass by a request has passed on the clock as well.
    this.client.onAnswer((target, { now }) => {
      if (target === ringside("Advance") && now > clock.now()) clock.jump(now)
    })
    this.client.onStatus(({ is }) => {
      if (is === "loading") this.ticks.clear()
    })
    this.database = new Database(this.client)
    const stopwatch = () => performance.now()
    this.playground = new Playground(this.database, tell, stopwatch, () => clock.now())
  }
}
