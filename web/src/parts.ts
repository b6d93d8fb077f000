/** A part of the page that a lesson can be about. */
export interface Part {
  readonly label: string
  /** Its section. */
  readonly section: string
}

const where: Part = { label: "Where it goes", section: ".where" }
const inside: Part = { label: "Inside the partitions", section: ".inside" }
const after: Part = { label: "What follows the writes", section: ".after" }
const traffic: Part = { label: "Traffic", section: ".traffic" }
const steps: Part = { label: "Step by step", section: ".steps" }
const cost: Part = { label: "Cost", section: ".cost" }
const result: Part = { label: "Result", section: ".result" }

/** The parts by the names that lessons know them by. The editor is where the lesson is, and needs no pointing at. */
export const parts: Readonly<Record<string, Part>> = {
  result,
  ring: where,
  strip: where,
  partition: inside,
  tree: inside,
  replicas: inside,
  timeline: steps,
  cost,
  traffic,
  heat: where,
  stream: after,
  ttl: after,
}
