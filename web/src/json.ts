// Reads the outline of a JSON object: where its members' values lie, or where it stops being JSON and how to mend it.
// JSON.parse says neither in words that are the same in all browsers.

/** Where a text stops being JSON. */
export interface Fault {
  readonly offset: number
  readonly message: string
  /** How it can be mended, as a sentence without its full stop. */
  readonly mend: string
}

/** A member of an object, and where in the text its value begins and ends. */
export interface Member {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** A text that is not JSON. */
export class NotJSON extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message)
  }
}

/** The members of the one object that is in `text` from `at` on; throws NotJSON. */
export function membersOf(text: string, at = 0): readonly Member[] {
  const reader = new Reader(text, at)
  const members = reader.object()
  reader.end()
  return members
}

// Deeper than anything that DynamoDB takes, and shallower than any browser's stack.
const deepest = 500

const number = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y
const word = /[\p{L}\p{N}_$.+-]+/uy
const blank = /[ \t\r\n]*/y
const escaped = /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/y

class Reader {
  private depth = 0

  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  object(): Member[] {
    const members: Member[] = []
    this.list("{", "}", () => {
      const name = this.name()
      if (!this.take(":")) this.fail("a colon is missing after the name", "write “name”: value")
      const from = this.space()
      this.value()
      members.push({ name, from, to: this.at })
    })
    return members
  }

  end(): void {
    if (this.space() < this.text.length) this.fail("there is more after the last brace", "send one request at a time")
  }

  private value(): void {
    const next = this.text[this.space()]
    if (next === "{") this.object()
    else if (next === "[") this.list("[", "]", () => this.value())
    else if (next === '"') this.string()
    else if (!this.match(number)) this.literal()
    else if (this.peek(word))
      this.fail("this is no number of JSON", "put it into double quotes, or write it without a leading zero")
  }

  /** What stands between two brackets, with commas between. */
  private list(open: "{" | "[", close: "}" | "]", element: () => void): void {
    if (!this.take(open)) this.fail("an object is missing here", "write its members between { and }")
    if (++this.depth > deepest) this.fail("this is nested too deeply", `${deepest} levels are enough`)
    if (!this.take(close)) {
      do {
        if (this.text[this.space()] === close) this.fail(`a comma stands before ${close}`, "take the comma away")
        element()
      } while (this.take(","))
      if (!this.take(close))
        this.fail(`a comma or ${close} is missing here`, `put a comma between two, or end with ${close}`)
    }
    this.depth--
  }

  private name(): string {
    const from = this.space()
    if (this.text[from] !== '"') this.fail("a name is missing here", "names are in double quotes")
    this.string()
    return JSON.parse(this.text.slice(from, this.at)) as string
  }

  private string(): void {
    const began = this.at++
    for (let c = this.text[this.at]; c !== '"'; c = this.text[this.at]) {
      if (c === undefined || c === "\n") this.fail("this text has no end", 'close it with a "', began)
      if (c < " ") this.fail("a text holds no control characters", "write \\t for a tab")
      if (c === "\\" && !this.peek(escaped)) this.fail("this is no escape of JSON", "write \\\\ for a backslash")
      this.at += c === "\\" ? 2 : 1
    }
    this.at++
  }

  private literal(): void {
    const literal = this.peek(word)
    if (literal !== "true" && literal !== "false" && literal !== "null") this.unknown(literal)
    this.at += literal.length
  }

  private unknown(literal: string): never {
    const c = this.text[this.at]
    if (c === undefined) this.fail("the text ends too early", "close what is open")
    if (c === "'" || c === "‘" || c === "“") this.fail("a text is in double quotes", 'write "…"')
    if (literal) this.fail(`${literal} is no value of JSON`, 'put a text into double quotes: "…"')
    this.fail("a value is missing here", "write a text in double quotes, a number, true, false, null, {…} or […]")
  }

  /** Takes a character after blanks, if it is the next one. */
  private take(character: string): boolean {
    if (this.text[this.space()] !== character) return false
    this.at++
    return true
  }

  /** Steps over blanks, and says where the next word begins. */
  private space(): number {
    this.match(blank)
    return this.at
  }

  private match(pattern: RegExp): boolean {
    const found = this.peek(pattern)
    this.at += found.length
    return found !== ""
  }

  private peek(pattern: RegExp): string {
    pattern.lastIndex = this.at
    return pattern.exec(this.text)?.[0] ?? ""
  }

  private fail(message: string, mend: string, offset = this.at): never {
    throw new NotJSON({ offset, message, mend })
  }
}
