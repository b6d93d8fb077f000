import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { Problem } from "../answer.js"
import { type Ask, type Language, tabNames } from "../ask.js"
import type { Mark } from "../draw/marks.js"
import { count } from "../draw/number.js"
import { caretText } from "../draw/plan.js"
import { examples } from "../example.js"
import { type Names, noNames } from "../names.js"
import type { Progress, Reading } from "../playground.js"
import { type Mistake, type Part, partAt, type Range, sentencesOf } from "../script.js"
import { turnedAway } from "../trace.js"
import type { Translation } from "../translation.js"
import { base } from "./base.js"
import "./code-editor.js"
import type { CodeEditor, Wish } from "./code-editor.js"
import "./plan-badge.js"
import { tabList, tabStyles } from "./tabs.js"

const languages: readonly (readonly [Language, string])[] = [
  ["partiql", tabNames.partiql],
  ["request", tabNames.request],
]

// Nobody is told of a mistake before a pause of so many milliseconds: until then the word may not be finished.
const pause = 600

/**
 * <query-editor> is where statements and requests are written and sent.
 *
 * Values in: what is asked, what the engine read in it, what was wrong with what ran last, and a suggestion for the next.
 * News out: "edit", "language", "example" with an operation, "strong" with whether reads are, "run" with Some of it,
 * if it is not all, "stop", "reset", "advise" with an Advised, and "suggestion".
 */
@customElement("query-editor")
export class QueryEditor extends LitElement {
  static override styles = [
    base,
    tabStyles,
    css`
      :host {
        display: block;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-bottom: 10px;
      }

      .head select {
        padding: 0 8px;
        font-size: 13px;
      }

      .consistency {
        margin-left: auto;
      }

      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        margin-top: 4px;
      }

      .run {
        min-width: 128px;
      }

      /* Most runs are over before anybody could read a word about them; this is for the others. */
      @media (prefers-reduced-motion: no-preference) {
        .run[aria-busy="true"] {
          animation: busy 900ms ease-in-out 300ms infinite alternate;
        }

        .beckons {
          animation: beckon 900ms ease-in-out 4 alternate;
        }
      }

      @keyframes busy {
        to {
          opacity: 0.55;
        }
      }

      @keyframes beckon {
        to {
          box-shadow:
            0 0 0 3px var(--accent),
            0 0 0 9px var(--tint);
        }
      }

      kbd {
        margin-left: 8px;
        font: 500 12px var(--sans);
        opacity: 0.85;
      }

      .suggestion {
        margin-left: auto;
        border-color: var(--accent);
        background: var(--tint);
        color: var(--accent);
        font-weight: 600;
      }

      .suggestion.aside {
        border-color: transparent;
        background: none;
        color: var(--soft);
        font-weight: 400;
      }

      .suggestion[data-later] {
        visibility: hidden;
      }

      .problem {
        margin-top: 14px;
        padding: 12px 14px;
        border: 1px solid var(--bad);
        border-radius: 10px;
        background: var(--bad-tint);
        overflow-wrap: anywhere;
      }

      /* The text is another one by now. */
      .problem.past {
        border-color: var(--line);
        background: none;
        color: var(--soft);
      }

      .problem p {
        margin: 0;
      }

      .problem strong {
        color: var(--bad);
      }

      pre {
        margin: 10px 0 0;
        overflow-x: auto;
        line-height: 1.45;
      }

      @media (pointer: coarse), (max-width: 599px) {
        kbd {
          display: none;
        }
      }

      @media (max-width: 599px) {
        .run,
        .consistency {
          flex: 1;
        }

        .suggestion {
          flex: 1 0 100%;
          margin-left: 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) ask: Ask = { language: "partiql", text: "" }
  @property({ type: Boolean }) strong = false
  @property({ type: Boolean }) running = false
  /** Whether the engine is there; a run waits for it. */
  @property({ type: Boolean }) ready = false
  /** What the engine read; the writer may have gone on since. */
  @property({ attribute: false }) reading: Reading | undefined
  @property({ attribute: false }) translation: Translation | undefined
  /** Whether what stands here was the last to run. */
  @property({ type: Boolean }) ran = false
  /** Whether a lesson asks for a prediction, which the badge must not give away. */
  @property({ type: Boolean }) predicting = false
  @property({ attribute: false }) problem: Problem | undefined
  /** How far the run of several parts is, when it takes a while. */
  @property({ attribute: false }) progress: Progress | undefined
  /** What the editor can complete. */
  @property({ attribute: false }) names: Names = noNames
  /** "" when there is none yet; undefined when there will be none. */
  @property() suggestion: string | undefined = ""
  /** Whether the suggestion has nothing to do with what ran, and is quiet. */
  @property({ type: Boolean }) aside = false
  /** Draws the eye to the suggestion, once. */
  @property({ type: Boolean }) beckons = false
  /** The keys that the text says and the last request hashed; "mark" tells of the one that is pointed at, by its hash. */
  @property({ attribute: false }) marks: readonly Mark[] = []
  @state() private selected: Range = { from: 0, to: 0 }
  /** Whether the writer has paused. */
  @state() private paused = true
  @query("code-editor") private editor!: CodeEditor
  private pausing: ReturnType<typeof setTimeout> | undefined

  override focus(): void {
    this.editor.focus()
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("running") && this.running) this.rest()
  }

  override render() {
    const { parts, shown } = this
    return html`
      <div class="head">
        ${tabList("Write", languages, this.ask.language, (language) => this.tell("language", language))}
        ${this.ask.language === "request" ? this.examples() : nothing}
        <select class="consistency" aria-label="Consistency of reads" @change=${this.chosenConsistency}>
          <option value="" .selected=${!this.strong}>Eventually consistent (half price)</option>
          <option value="strong" .selected=${this.strong}>Strongly consistent</option>
        </select>
      </div>
      <div role="tabpanel" id="panel" aria-label=${tabNames[this.ask.language]}>
        <code-editor
          .value=${this.ask.text}
          .language=${this.ask.language}
          .mistakes=${this.mistakes}
          .marks=${this.marks}
          .names=${this.names}
          @edit=${this.edited}
          @select=${this.selects}
          @wish=${this.wished}
        ></code-editor>
      </div>
      <plan-badge .shown=${shown} .parts=${parts} .held=${!this.paused} .translation=${this.translation} .again=${this.ran} .predicting=${this.predicting}>
      <div class="buttons">
        <button class="primary run" aria-keyshortcuts="Control+Enter Meta+Enter" aria-busy=${this.running} @click=${() => this.run()}>
          ${this.runs()}
        </button>
        ${
          this.progress
            ? html`<button @click=${() => this.tell("stop")}>Cancel</button>`
            : html`<button title=${resets} @click=${() => this.tell("reset")}>Reset</button>`
        }
        ${
          parts.length > 1
            ? html`<button title=${alone} aria-keyshortcuts="Control+Shift+Enter Meta+Shift+Enter" @click=${() => this.run(true)}>Only this one<kbd aria-hidden="true">⇧ ${shortcut}</kbd></button>`
            : nothing
        }
        ${this.suggested()}
      </div>
      </plan-badge>
      ${this.problem ? explain(this.problem, this.problem.text !== this.ask.text) : nothing}
    `
  }

  /** The part that the badge is about. What a problem says is not said twice. */
  private get shown(): Part | undefined {
    const part = partAt(this.parts, this.selected.to)
    return part?.Error && this.problem?.text === this.ask.text ? undefined : part
  }

  private get parts(): readonly Part[] {
    return this.reading?.ask.language === this.ask.language ? this.reading.parts : []
  }

  /** What is underlined. While somebody writes it only becomes less; undefined leaves it as it is. */
  private get mistakes(): readonly Mistake[] | undefined {
    const { reading, ask, problem } = this
    if (problem?.text === ask.text && problem.mistake.From !== undefined) return [problem.mistake]
    if (reading?.ask.text !== ask.text) return undefined
    const found = this.parts.flatMap((part) => (part.Error?.From === undefined ? [] : [part.Error]))
    return found.length === 0 || this.paused ? found : undefined
  }

  private runs() {
    const { progress, running, selected } = this
    if (progress) return `${count(progress.done)} of ${count(progress.of)}…`
    if (running && !this.ready) return "Waiting for the engine…"
    const what = selected.from < selected.to ? "Run selection" : "Run"
    return html`${what}<kbd aria-hidden="true">${shortcut}</kbd>`
  }

  /** Asks for what is selected to be run, else for all or what is at the cursor. */
  private run(here = false): void {
    const { from, to } = this.selected
    this.tell("run", from < to ? { from, to } : here ? { at: to } : undefined)
  }

  private wished({ detail }: CustomEvent<Wish>): void {
    this.run(detail === "run-here")
  }

  private selects({ detail }: CustomEvent<Range>): void {
    this.selected = detail
  }

  private edited(): void {
    this.paused = false
    clearTimeout(this.pausing)
    this.pausing = setTimeout(() => this.rest(), pause)
  }

  private rest(): void {
    clearTimeout(this.pausing)
    this.paused = true
  }

  /** Its place is kept before there is anything to suggest, so that nothing moves when there is. */
  private suggested() {
    if (this.suggestion === undefined) return nothing
    const text = this.suggestion || "…"
    const look = this.aside ? "aside" : this.beckons ? "beckons" : ""
    return html`<button class="suggestion ${look}" title=${this.aside ? undoes : nothing} ?data-later=${!this.suggestion} @click=${() => this.tell("suggestion")}>${text}</button>`
  }

  /** Its first line is a heading: what is chosen is written, and then it is the reader's. */
  private examples() {
    return html`
      <select aria-label="Write an example" @change=${this.chosenExample}>
        <option value="">Example…</option>
        ${examples.map((operation) => html`<option>${operation}</option>`)}
      </select>
    `
  }

  private chosenExample({ target }: Event): void {
    const { value } = target as HTMLSelectElement
    if (value) this.tell("example", value)
  }

  private chosenConsistency({ target }: Event): void {
    this.tell("strong", (target as HTMLSelectElement).value === "strong")
  }

  private tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }
}

const resets =
  "Puts the first statement back into the editor and clears the result. What is stored in the tables stays."

const undoes = "Writes this table’s example over yours and runs it. Undo in the editor brings yours back."

const alone = "Runs only the statement or request that the cursor is in."

const shortcut = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘⏎" : "Ctrl ⏎"

/** The engine's own words, then ours; the line with a caret under the word, and who turned the request away. */
function explain({ mistake, text, nth, of, trace }: Problem, past: boolean) {
  const { Type, Line, Column } = mistake
  const [message, ...ours] = sentencesOf(mistake)
  const caret = caretText(text, mistake)
  const why = trace ? turnedAway(trace) : ""
  return html`
    <div class="problem ${past ? "past" : ""}" role="alert">
      <p><strong>${Type}</strong> ${message}</p>
      ${caret ? html`<pre aria-label=${`Line ${Line}, column ${Column}`} role="img">${caret}</pre>` : nothing}
      ${[why, ...ours].map((text) => (text ? html`<p>${text}</p>` : nothing))}
      ${of > 1 ? html`<p>${stopped(nth, of)}</p>` : nothing}
    </div>
  `
}

function stopped(nth: number, of: number): string {
  const before = nth > 1 ? "What stands before it was done" : "Nothing was done"
  const after = nth < of ? ", what stands after it was not" : ""
  return `This is ${count(nth)} of ${count(of)}. ${before}${after}.`
}
