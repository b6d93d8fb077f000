import type { Database, Place } from "./database.js"
import type { KeyAttribute, Ring } from "./table.js"

// "Type a key and see where it lands": the key that is being typed, and those that were kept beside it.

/** A key and where it lands. */
export interface Landing {
  readonly text: string
  readonly input: string
  readonly hash: string
  readonly partition: number
}

/** What the finder shows. */
export interface Search {
  readonly attribute: KeyAttribute | undefined
  readonly text: string
  readonly landing: Landing | undefined
  /** Why the text is no key, in the engine's words. */
  readonly problem: string
  readonly kept: readonly Landing[]
}

const nothing = { text: "", landing: undefined, problem: "" }
const keptMost = 8

/** Finds where keys land. Every change of what it shows is told. */
export class Finder {
  search: Search = { ...nothing, attribute: undefined, kept: [] }
  private place: Place = { table: "", index: "" }
  private asked = 0
  private typed = Promise.resolve()

  constructor(
    private readonly database: () => Pick<Database, "locate">,
    private readonly tell: () => void,
  ) {}

  /** Takes the ring that is shown; keys of another ring are forgotten, and after a split they have other owners. */
  async look(ring: Ring | undefined): Promise<void> {
    const { table = "", index = "", partitionKey = [] } = ring ?? {}
    // Where several attributes are hashed together there is no one text to type.
    const attribute = partitionKey.length === 1 ? partitionKey[0] : undefined
    const { place, search } = this
    const same = table === place.table && index === place.index && attribute?.Type === search.attribute?.Type
    this.search = same ? { ...search, attribute } : { ...nothing, attribute, kept: [] }
    this.place = { table, index }
    const { kept, landing } = this.search
    const [again, one] = await Promise.all([
      Promise.all(kept.map(({ text }) => this.land(text))),
      landing && this.land(landing.text),
    ])
    // Meanwhile the reader may have kept another, or typed on.
    const known = new Map(again.map((landing) => [landing.text, landing]))
    const stays = one?.text === this.search.text
    this.become({ kept: this.search.kept.map((was) => known.get(was.text) ?? was), ...(stays && { landing: one }) })
  }

  /** Finds where the text lands. Answers that come after a later one was asked for are dropped. */
  type(text: string): Promise<void> {
    this.typed = this.find(text)
    return this.typed
  }

  private async find(text: string): Promise<void> {
    const n = ++this.asked
    if (text === "") return this.become(nothing)
    this.become({ text })
    try {
      const landing = await this.land(text)
      if (n === this.asked) this.become({ landing, problem: "" })
    } catch (cause) {
      if (n === this.asked) this.become({ landing: undefined, problem: (cause as Error).message })
    }
  }

  /** Keeps the key that was typed, to compare the next one with; once it is known where it lands. */
  async keep(): Promise<void> {
    await this.typed
    const { landing, kept } = this.search
    if (!landing || landing.text !== this.search.text) return
    const others = kept.filter(({ text }) => text !== landing.text)
    this.become({ ...nothing, kept: [...others, landing].slice(-keptMost) })
  }

  drop(text: string): void {
    this.become({ kept: this.search.kept.filter((one) => one.text !== text) })
  }

  private async land(text: string): Promise<Landing> {
    const { Name, Type } = this.search.attribute!
    const key = { [Name]: { [Type]: text } as { S: string } }
    const { HashInput: input, Hash: hash, Partition: partition } = await this.database().locate(this.place, key)
    return { text, input, hash, partition }
  }

  private become(change: Partial<Search>): void {
    this.search = { ...this.search, ...change }
    this.tell()
  }
}

/** The keys that were kept, and the one that is being typed. */
export const landingsIn = ({ kept, landing }: Search): readonly Landing[] => (landing ? [...kept, landing] : kept)

/** A landing in a sentence. */
export const landingText = ({ input, hash, partition }: Landing): string =>
  `xxhash64('${input}') = ${hash} lies in p${partition}’s range.`
