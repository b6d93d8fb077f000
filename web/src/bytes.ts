/** Bytes that grow at their end. */
export class Bytes {
  length = 0
  private buffer: Uint8Array<ArrayBuffer>

  constructor(room = 4096) {
    this.buffer = new Uint8Array(room)
  }

  /** Appends a copy. */
  append(more: Uint8Array): void {
    const end = this.length + more.length
    if (end > this.buffer.length) this.grow(end)
    this.buffer.set(more, this.length)
    this.length = end
  }

  /** Forgets what stands behind the first `length` bytes. */
  cut(length: number): void {
    this.length = length
  }

  /** A copy of exactly these bytes, in a buffer of its own. */
  copy(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length)
  }

  private grow(end: number): void {
    const larger = new Uint8Array(Math.max(end, 2 * this.buffer.length))
    larger.set(this.buffer.subarray(0, this.length))
    this.buffer = larger
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
