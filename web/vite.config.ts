import { defineConfig } from "vite"

// Relative paths, so that the site runs under any path of any host. engine.wasm and wasm_exec.js lie in public/
// and are copied as they are; the worker gets their addresses from the page.
export default defineConfig({
  base: "./",
  worker: { format: "es" },
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
