// Where a hash lies between 0 and 2^64. Hashes arrive as 16 hex digits.

const full = 2 ** 64

/** The place of a hash in the hash space, from 0 to just under 1; "" stands for the end of the space. */
export function fraction(hash: string): number {
  return hash === "" ? 1 : Number(BigInt(`0x${hash}`)) / full
}

/** The first digits of a hash, enough to tell it from its neighbours by eye. */
export function short(hash: string): string {
  return hash === "" ? "2^64" : `${hash.slice(0, 4)}…`
}

/** Where a range of hashes ends, in words that leave no doubt whether the end belongs to it. */
export function range(first: string, last: string): string {
  return `${short(first)} to just below ${short(last)}`
}

/** Whether a hash lies in a range; one that ends where it begins is a single hash. */
export function within(hash: string, { from, to }: { readonly from: string; readonly to: string }): boolean {
  return hash === from || (hash >= from && (to === "" || hash < to))
}
