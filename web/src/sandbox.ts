import type { Options } from "./wire.js"

/**
 * How the sandbox opens: eight partitions and small nodes, so that there is something to see; tables are ready at once;
 * whoever asks for more than there is capacity for is throttled.
 */
export const sandboxOptions: Options = {
  seed: 42,
  scale: { partitions: 8, treeDegree: 4, tableDelay: 0, admission: "adaptive" },
}
