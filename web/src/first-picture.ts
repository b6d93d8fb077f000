import { type Answer, answerOf } from "./answer.js"
import { partiql } from "./ask.js"
import { costLine, costPicture } from "./draw/cost.js"
import { histogram, place, readDots } from "./draw/dots.js"
import { type Drawing, draw, print } from "./draw/drawing.js"
import { fill } from "./draw/fill.js"
import { fraction } from "./draw/hash.js"
import { roleIn } from "./draw/key.js"
import { colour, patterns, swatch } from "./draw/look.js"
import { replicaMarks } from "./draw/multiples.js"
import { bytes, many } from "./draw/number.js"
import { planText, whyText } from "./draw/plan.js"
import { half, type Lit, ring } from "./draw/ring.js"
import { story } from "./draw/story.js"
import { parts, strip } from "./draw/strip.js"
import { counts, shapeOf } from "./draw/tree.js"
import { layOut, whole } from "./draw/tree-layout.js"
import { order, sample, statesIn, stateText, treePicture } from "./draw/tree-picture.js"
import type { State } from "./playground.js"
import type { Scene } from "./scene.js"
import type { Explanation } from "./script.js"
import { litOf, treeSeen, type Wanted } from "./seen.js"
import { type Partition, ringsOf, type Table, type Tree } from "./table.js"
import { readTrace } from "./trace.js"
import { type Item, plain, typeOf } from "./value.js"

// The picture that the page begins with: what the build prints into the HTML, so that it is there before any script.

/** What the engine answered to the first statement, as it was written down (scripts/first-picture.mjs). */
export interface Golden {
  readonly statement: string
  readonly explanation: Explanation
  readonly table: Table
  /** In base64, as Inspect gives them. */
  readonly dots: string
  readonly operation: string
  readonly items: readonly Item[]
  readonly trace: object
  readonly wanted: Pick<Wanted, "partition" | "replica">
  readonly tree: Tree
}

/** What stands in each element until there is something true to show. */
export function firstPicture(golden: Golden): Readonly<Record<string, readonly Drawing[]>> {
  const { statement, explanation, table, operation, items } = golden
  const trace = readTrace(JSON.stringify(golden.trace), 0)
  const asked = { ask: partiql(statement), from: 0, to: statement.length, Target: "", Body: "" }
  const answer = answerOf(asked, { n: 0, operation, items, body: {}, next: undefined, trace }, table)
  const scene = { state: stateOf(table), answer, steps: trace.steps, head: undefined }
  const lit = litOf(scene, undefined, [])
  const tops = readDots(golden.dots)
  const bars = histogram(tops, parts)
  return {
    "query-editor": editor(statement, explanation),
    "run-summary": [draw("p", {}, `${many(items.length, "item")} · ${costLine(answer.cost)}`)],
    "result-view": result(answer),
    "hash-ring": [patterns(), dots(table.Partitions, tops), ring(table.Partitions, lit)],
    "hash-strip": [strip(table.Partitions, bars, lit), strip(table.Partitions, bars, lit, "lying")],
    "tree-view": tree(golden, scene),
    "partition-cards": [cards(table.Partitions, lit)],
    "story-list": [story(trace.places, { at: 0, furthest: trace.places.length, done: true }, false)],
    "cost-view": costPicture(answer.cost, undefined, true),
  }
}

/** The part of the page's state that pictures look at. */
const stateOf = (table: Table): State => ({ table, ring: ringsOf(table)[0] }) as State

/** The page with the picture in it. */
export function withPicture(html: string, golden: Golden): string {
  return Object.entries(firstPicture(golden)).reduce((page, [tag, drawings]) => {
    const place = `<${tag}></${tag}>`
    if (!page.includes(place)) throw new Error(`the page has no ${place}`)
    return page.replace(place, () => `<${tag}>${print(draw("div", { class: "first" }, ...drawings))}</${tag}>`)
  }, html)
}

/** A component's styles for what is printed into its element. Nothing of it moves. */
export function printedStyles(tag: string, css: string): string {
  const still = withoutBlocks(css.replaceAll(/\/\*[\s\S]*?\*\//g, ""), /@keyframes|@media \(prefers-reduced-motion/)
  return `${tag} > .first {\n${still.replaceAll(/:host\(([^)]*)\)/g, "&:is($1)").replaceAll(":host", "&")}\n}\n`
}

/** A style sheet without the blocks that begin in a certain way. */
function withoutBlocks(css: string, start: RegExp): string {
  const from = css.search(start)
  if (from < 0) return css
  let [depth, end] = [0, css.indexOf("{", from)]
  do {
    if (css[end] === "{") depth++
    if (css[end] === "}") depth--
    end++
  } while (depth > 0)
  return css.slice(0, from) + withoutBlocks(css.slice(end), start)
}

function editor(statement: string, explanation: Explanation): readonly Drawing[] {
  const said = [draw("b", {}, planText(explanation)), draw("span", {}, whyText(explanation))]
  return [draw("pre", {}, statement), draw("p", { class: "badge" }, ...said)]
}

/** The items' dots, as one path for each partition. */
function dots(partitions: readonly Partition[], tops: Uint32Array): Drawing {
  const { x, y, turn, radius } = place(tops)
  const paths = partitions.map(({ Id, First, Last }) => {
    const [from, to] = [fraction(First), fraction(Last)]
    const squares = Array.from(turn, (at, i) => {
      return at >= from && at < to
        ? `M${(x[i]! - radius).toFixed(1)} ${(y[i]! - radius).toFixed(1)}h${2 * radius}v${2 * radius}h-${2 * radius}z`
        : ""
    })
    return draw("path", { d: squares.join(""), class: `dots ${colour(Id)}` })
  })
  return draw("svg", { viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, "aria-hidden": "true" }, ...paths)
}

// The tree stands still while the page grows, so there is one for wide pages and one for narrow ones.
const wide = 672
const narrow = 358

function tree({ table, wanted, tree: told }: Golden, scene: Scene): readonly Drawing[] {
  const shape = shapeOf(told)
  const { marks } = treeSeen(
    scene,
    { ...wanted, table: table.TableName, index: "", now: undefined, version: 0, answered: true },
    shape,
  )
  const pictures = [wide, narrow].map((width) => {
    const layout = layOut(shape, whole(shape), width)
    const [tag, attributes, children] = treePicture(shape, marks, layout, { rank: -1, tinted: () => false }, false)
    const size = { height: Math.round(layout.height), class: `tree ${width === wide ? "wide" : "narrow"}` }
    return draw(tag, { ...attributes, ...size }, ...children)
  })
  const about = `Replica ${wanted.replica} answered · B-tree of ${many(shape.keys.length, "item")}`
  const sums = counts(shape, marks)
  const legend = statesIn(sums).map((state) => draw("li", {}, sample(state), ` ${sums[state]} ${stateText[state]}`))
  return [
    draw(
      "header",
      {},
      draw("h3", {}, `p${wanted.partition}`),
      draw("span", { class: "tools" }),
      draw("span", { class: "about" }, about),
    ),
    ...pictures,
    draw("ul", { class: "legend" }, ...legend, draw("li", { class: "order" }, order)),
  ]
}

function cards(partitions: readonly Partition[], { asked = [], read }: Lit): Drawing {
  const most = partitions.reduce((a, { Bytes }) => Math.max(a, Bytes), 0)
  const all = partitions.map((partition) => {
    const { Id, Items, Bytes } = partition
    const note = asked.includes(Id) ? `read ${read?.get(Id) ?? 0}` : ""
    return draw(
      "li",
      { class: asked.includes(Id) ? "card lit" : "card" },
      draw("span", { class: "name" }, swatch(Id), ` p${Id} `, replicaMarks(partition), draw("small", {}, note)),
      fill(Id, Bytes, most),
      draw("small", {}, `${many(Items, "item")} · ${bytes(Bytes)}`),
    )
  })
  return draw("ul", { class: "ran", "aria-label": "Partitions" }, ...all)
}

/** The rows of the answer, with as many columns as a glance takes in. */
function result(answer: Answer): readonly Drawing[] {
  const { items, keys } = answer
  const first = new Set([...keys, ...Object.keys(items[0] ?? {})])
  const names = [...first].filter((name) => items.every((item) => item[name] && scalar(item[name]))).slice(0, 5)
  const header = (name: string) => {
    const role = roleIn(answer, name)
    const letter = draw("small", {}, typeOf(items[0]![name]!))
    return draw("th", role ? { class: "key" } : {}, name, letter, ...(role ? [draw("i", {}, role)] : []))
  }
  const head = draw("thead", {}, draw("tr", {}, ...names.map(header)))
  const row = (item: Item) => draw("tr", {}, ...names.map((name) => draw("td", {}, plain(item[name]!))))
  return [
    draw("div", { class: "head" }, draw("p", { class: "sum" }, `${many(items.length, "item")} on 1 page`)),
    draw("div", { class: "rows" }, draw("table", {}, head, draw("tbody", {}, ...items.map(row)))),
  ]
}

const scalar = (value: object): boolean => "S" in value || "N" in value
