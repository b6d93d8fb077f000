import { type Drawing, draw, print } from "./draw/drawing.js"
import { bytes, count } from "./draw/number.js"
import type { Micros } from "./wire.js"

// The tables of the page about fidelity, which the build prints into it.

/** How large things are in a database, as Inspect says. */
export interface Scale {
  readonly Partitions: number
  readonly TreeDegree: number
  readonly PageBytes: number
  readonly PartitionBytes: number
  readonly ReplicationLag: Micros
  readonly PropagationLag: Micros
  readonly TableDelay: Micros
  readonly TTLDelay: Micros
  readonly Lease: Micros
  readonly Rebuild: Micros
  readonly SplitTime: Micros
  readonly PartitionReads: number
  readonly PartitionWrites: number
}

/** The scale of a new database, and that of this page's. */
export interface Scales {
  readonly service: Scale
  readonly page: Scale
}

/** The page with its tables in it. `document` is ARCHITECTURE.md, which lists what is missing. */
export function withTables(html: string, scales: Scales, document: string): string {
  return html
    .replace("<!-- scale -->", () => print(scaleTable(scales)))
    .replace("<!-- missing -->", () => print(missingTable(document)))
}

const lag = (micros: Micros): string => (micros === 0 ? "none" : `${count(micros / 1000)} ms on average`)

const seconds = (micros: Micros): string => (micros === 0 ? "at once" : `${count(micros / 1e6)} seconds`)

const given = (scale: Scale): string =>
  `${count(scale.PartitionReads)} read units and ${count(scale.PartitionWrites)} write units`

/** The scale, with what is known of the service beside it. */
function scaleTable({ service, page }: Scales): Drawing {
  const rows: readonly (readonly [string, string, string])[] = [
    ["Partitions of a new table", `${service.Partitions} on demand`, String(page.Partitions)],
    ["A partition’s size", bytes(service.PartitionBytes), bytes(page.PartitionBytes)],
    ["What a partition gives in a second", given(service), given(page)],
    ["Until a full or hot partition is split", "minutes", `${count(page.SplitTime / 6e7)} minutes`],
    ["A page of a Query or Scan", bytes(service.PageBytes), bytes(page.PageBytes)],
    ["Keys in a node of a tree", "not public", `at most ${2 * page.TreeDegree - 1}`],
    ["A follower behind its leader", "usually well under a second", lag(page.ReplicationLag)],
    ["A global index behind its table", "a fraction of a second", lag(page.PropagationLag)],
    ["Until a leader that has stopped is replaced", "seconds", seconds(page.Lease)],
    ["Until a replica is copied anew", "minutes", `${count(page.Rebuild / 6e7)} minutes`],
    ["CREATING, UPDATING, DELETING", "seconds to minutes", seconds(page.TableDelay)],
    ["Deletion after an item expired", "within a few days", `${count(page.TTLDelay / 6e7)} minutes`],
  ]
  const cells = ([what, ...values]: readonly string[]) =>
    draw("tr", {}, draw("th", { scope: "row" }, what!), ...values.map((value) => draw("td", {}, value)))
  return table(["", "DynamoDB", "This page"], rows.map(cells))
}

/** The operations that are missing, and why, from the table under that heading of a Markdown document. */
function missingTable(document: string): Drawing {
  const section = document.split("## Missing operations\n")[1]!.split("\n## ")[0]!
  const rows = [...section.matchAll(/^\| (`.+`) \| (.+) \|$/gm)]
  const names = (list: string) =>
    list.split(", ").flatMap((name, i) => [...(i > 0 ? [", "] : []), draw("code", {}, name.replaceAll("`", ""))])
  const cells = ([, list, why]: RegExpMatchArray) =>
    draw("tr", {}, draw("td", {}, ...names(list!)), draw("td", {}, why!))
  return table(["Operations", "Why"], rows.map(cells))
}

function table(heads: readonly string[], rows: readonly Drawing[]): Drawing {
  const cells = heads.map((head) => (head ? draw("th", { scope: "col" }, head) : draw("td", {})))
  return draw("table", {}, draw("thead", {}, draw("tr", {}, ...cells)), draw("tbody", {}, ...rows))
}
