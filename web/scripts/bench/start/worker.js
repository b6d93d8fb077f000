import { Engine, fetchModule, loadRuntime } from "../../../src/engine.ts"

// As src/worker.ts starts the engine, up to the point where it would take its first request.
addEventListener("message", async ({ data }) => {
  try {
    const [module] = await Promise.all([fetchModule(data.wasm), loadRuntime(data.runtime)])
    await Engine.open(module)
    postMessage("ready")
  } catch (cause) {
    postMessage(String(cause))
  }
})
