// One thing of the page that is pointed at or pinned, wherever it is drawn: in the editor, on the ring, in a tree, in a row.

/** The key of an item as Inspect writes it: the JSON texts of its partition key and sort key, "" where there is none. */
export interface KeyName {
  readonly partitionKey: string
  readonly sortKey: string
  /** Of an entry of an index: the name of its item's key, as one text. */
  readonly item?: string
}

/** What can be in focus. */
export type Focused =
  | { readonly kind: "partition"; readonly partition: number }
  /** A hash range, as a condition on the key gives it; `to` is excluded, "" is the end. */
  | { readonly kind: "range"; readonly from: string; readonly to: string }
  | { readonly kind: "item"; readonly key: KeyName; readonly hash: string; readonly partition: number }
  /** A node of a partition's tree, by its walk of child indices from the root. */
  | { readonly kind: "node"; readonly partition: number; readonly path: readonly number[] }

/** The store of the focus: what is pointed at wins over what is pinned. */
export class Focus {
  private pointed: Focused | undefined
  private pinned: Focused | undefined
  private readonly listeners = new Set<() => void>()

  get now(): Focused | undefined {
    return this.pointed ?? this.pinned
  }

  get pin(): Focused | undefined {
    return this.pinned
  }

  /** Points at a thing, or at nothing. */
  point(at: Focused | undefined): void {
    if (same(at, this.pointed)) return
    this.pointed = at
    this.tell()
  }

  /** Pins a thing; a second time lets go of it. */
  toggle(at: Focused): void {
    this.pinned = same(at, this.pinned) ? undefined : at
    this.tell()
  }

  /** Lets go of all. */
  clear(): void {
    if (!this.pointed && !this.pinned) return
    this.pointed = this.pinned = undefined
    this.tell()
  }

  /** Calls the listener at every change. */
  onChange(listener: () => void): void {
    this.listeners.add(listener)
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}

const same = (a: Focused | undefined, b: Focused | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)
