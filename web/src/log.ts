import { ringside } from "./wire.js"

const advance = ringside("Advance")

/**
 * The log of a session: chunks of bytes in the order the engine gave them out, whole frames each. Joined they are a file
 * that `Ringside_20261101.Replay` and the Go package journal read.
 *
 * Invariant: of Advances that follow each other under one n only the last is kept; it says what all of them did.
 */
export class SessionLog {
  private readonly chunks: Uint8Array[] = []
  private advanced = 0

  /** Starts a log with its head: magic, version and the options the database was opened with. */
  constructor(private readonly head: Uint8Array) {}

  /** Adds the record of a request; an empty one, of a request that only looked, is nothing. */
  append(target: string, n: number, record: Uint8Array): void {
    if (record.length === 0) return
    const advances = target === advance
    if (advances && n === this.advanced) this.chunks.pop()
    this.advanced = advances ? n : 0
    this.chunks.push(record.slice()) // alone, not as a part of its answer's bytes
  }

  /** The whole log as one file. */
  bytes(): Uint8Array<ArrayBuffer> {
    return join([this.head, ...this.chunks])
  }

  /** The log in pieces of at most `limit` bytes, each with the head on top, so that each can be replayed by itself. */
  *pieces(limit: number): Generator<Uint8Array<ArrayBuffer>> {
    let piece = [this.head]
    let size = this.head.length
    for (const chunk of this.chunks) {
      if (size + chunk.length > limit && piece.length > 1) {
        yield join(piece)
        piece = [this.head]
        size = this.head.length
      }
      piece.push(chunk)
      size += chunk.length
    }
    yield join(piece)
  }
}

/** Puts chunks of bytes behind each other. */
export function join(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
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
