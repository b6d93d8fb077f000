import { Bytes, join } from "./bytes.js"
import { ringside } from "./wire.js"

const advance = ringside("Advance")

/**
 * The log of a session: frames of bytes in the order the engine gave them out. Joined they are a file that
 * `Ringside_20261101.Replay` and the Go package journal read.
 *
 * Invariant: of Advances that follow each other under one n only the last is kept; it says what all of them did.
 */
export class SessionLog {
  private readonly head: Uint8Array
  private readonly full: Uint8Array[] = []
  private current = new Bytes()
  private lastStart = 0
  private advanced = 0

  /** Starts a log with its head: magic, version and the options the database was opened with. */
  constructor(
    head: Uint8Array,
    private readonly pieceBytes = 1 << 20,
  ) {
    this.head = head.slice()
  }

  /** Adds the record of a request; an empty one, of a request that only looked, is nothing. */
  append(target: string, n: number, record: Uint8Array): void {
    if (record.length === 0) return
    const advances = target === advance
    if (advances && n === this.advanced) this.current.cut(this.lastStart)
    this.advanced = advances ? n : 0
    if (this.current.length + record.length > this.pieceBytes) this.seal()
    this.lastStart = this.current.length
    this.current.append(record)
  }

  /** The whole log as one file. */
  bytes(): Uint8Array<ArrayBuffer> {
    return join([this.head, ...this.full, this.current.copy()])
  }

  /** The log in pieces of about a megabyte, each with the head on top, so that each can be replayed by itself. */
  *pieces(): Generator<Uint8Array<ArrayBuffer>> {
    for (const piece of this.full) yield join([this.head, piece])
    yield join([this.head, this.current.copy()])
  }

  private seal(): void {
    if (this.current.length > 0) this.full.push(this.current.copy())
    this.current = new Bytes()
  }
}

/** Offers a log to the reader as a file. */
export function download(log: Uint8Array<ArrayBuffer>, name = "session.ringside"): void {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([log], { type: "application/octet-stream" }))
  link.download = name
  link.click()
  // The browser has taken the address over by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href))
}
