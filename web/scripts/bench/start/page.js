// Starts a worker and returns how many milliseconds passed until it said that its engine runs.
globalThis.start = (wasm) =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" })
    worker.onmessage = ({ data }) => (data === "ready" ? resolve(performance.now() - began) : reject(new Error(data)))
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage({
      wasm: new URL(wasm, document.baseURI).href,
      runtime: new URL("wasm_exec.js", document.baseURI).href,
    })
  })
