/**
 * The strings of answers by the names of their members, the last of each: what is handed out only to be handed in again
 * nobody should have to copy. A request writes "$ShardIterator" for the last one. recall.go does the same.
 */
export class Recall {
  private readonly said = new Map<string, string>()

  /** Keeps the strings of an answer. */
  keep(answer: unknown): void {
    if (typeof answer !== "object" || answer === null) return
    for (const [name, value] of Object.entries(answer)) {
      if (typeof value !== "string") this.keep(value)
      else if (!Array.isArray(answer)) this.said.set(name, value)
    }
  }

  /** A body with what was kept in the place of the strings that ask for it; others stay. */
  recalled(body: string): string {
    return body.replace(/"\$([^"]*)"/g, (asked, name: string) => {
      const value = this.said.get(name)
      return value === undefined ? asked : JSON.stringify(value)
    })
  }
}
