import { Engine, fetchModule, LoadError, loadRuntime } from "./engine.js"
import { Session } from "./session.js"
import { type Message, type OpenMessage, type Reply, type Status, transferAbove } from "./wire.js"

// The page's worker: it moves messages between the page and one Session. Messages are handled one after the other,
// so a batch that arrives while the engine starts waits for it.

let session: Session | undefined
let last: Promise<void> = Promise.resolve()

addEventListener("message", (event: MessageEvent<Message>) => {
  last = last.then(() => handle(event.data))
})

async function handle(message: Message): Promise<void> {
  try {
    if (message.do === "open") await open(message)
    else if (message.do === "calls") await answer(message)
    else sendLog(message.id)
  } catch (cause) {
    // The page gives up all its calls when it hears "failed", so no answer is owed.
    tell(failed(cause))
  }
}

async function open(message: OpenMessage): Promise<void> {
  const began = performance.now()
  const [module] = await Promise.all([fetchModule(message.wasm), loadRuntime(message.runtime)])
  session = await Session.start(() => Engine.open(module, message.options), tell)
  tell({ is: "ready", startMillis: performance.now() - began })
}

async function answer(message: Extract<Message, { do: "calls" }>): Promise<void> {
  if (session) send(await session.answer(message.calls))
}

function sendLog(id: number): void {
  if (session) send({ done: "log", id, bytes: session.log.bytes() })
}

function send(reply: Exclude<Reply, { done: "status" }>): void {
  const large = reply.bytes.length > transferAbove
  postMessage(reply, { transfer: large ? [reply.bytes.buffer] : [] })
}

function tell(status: Status): void {
  postMessage({ done: "status", status } satisfies Reply)
}

function failed(cause: unknown): Status {
  if (cause instanceof LoadError) return { is: "failed", stage: cause.stage, message: cause.message }
  return { is: "failed", stage: "start", message: String(cause) }
}
