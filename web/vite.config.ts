import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { defineConfig, type Plugin, runnerImport } from "vite"

const source = (name: string): string => fileURLToPath(new URL(`src/${name}`, import.meta.url))

async function load<T>(name: string): Promise<T> {
  const { module } = await runnerImport<T>(source(name), { configFile: false, logLevel: "error" })
  return module
}

interface Component {
  styles: unknown
}

/** The style sheets that an element gives to what is inside it, as one text. */
async function stylesOf(tag: string): Promise<string> {
  const [component] = Object.values(await load<Record<string, Component>>(`components/${tag}.ts`))
  const sheets = [component!.styles].flat(Number.POSITIVE_INFINITY) as readonly { cssText: string }[]
  return sheets.map(({ cssText }) => cssText).join("\n")
}

// What is printed into these has styles of its own in styles.css: their elements need a browser to be looked at.
const unstyled = ["query-editor"]

/** Prints the first picture into the page, so that it is there before any script, and without. */
function firstPicture(): Plugin {
  const golden = JSON.parse(readFileSync(new URL("golden/first-picture.json", import.meta.url), "utf8"))
  const picture = load<typeof import("./src/first-picture.js")>("first-picture.ts")
  return {
    name: "first-picture",
    transformIndexHtml: {
      order: "pre",
      handler: async (html, { path }) => (path === "/index.html" ? (await picture).withPicture(html, golden) : html),
    },
    async transform(code, id) {
      if (id !== source("styles.css")) return undefined
      const { firstPicture, printedStyles } = await picture
      const tags = Object.keys(firstPicture(golden)).filter((tag) => !unstyled.includes(tag))
      const printed = await Promise.all(tags.map(async (tag) => printedStyles(tag, await stylesOf(tag))))
      return { code: code + printed.join(""), map: null }
    },
  }
}

/** Prints into the page about fidelity how large things are, and which operations are missing. */
function fidelity(): Plugin {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8")
  const tables = load<typeof import("./src/fidelity-tables.js")>("fidelity-tables.ts")
  return {
    name: "fidelity",
    transformIndexHtml: {
      order: "pre",
      handler: async (html, { path }) =>
        path === "/fidelity.html"
          ? (await tables).withTables(html, JSON.parse(read("golden/scales.json")), read("../ARCHITECTURE.md"))
          : html,
    },
  }
}

// Relative paths, so that the site runs under any path of any host. engine.wasm and wasm_exec.js lie in public/
// and are copied as they are; the worker gets their addresses from the page.
export default defineConfig({
  base: "./",
  plugins: [firstPicture(), fidelity()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ["index.html", "fidelity.html"] },
  },
})
