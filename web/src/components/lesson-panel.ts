import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { keyed } from "lit/directives/keyed.js"
import type { Ask } from "../ask.js"
import type { Entry } from "../catalogue.js"
import { many } from "../draw/number.js"
import type { LessonProblem, LessonStep } from "../lesson.js"
import type { StepProgress } from "../progress.js"
import { progressIn, type Studied, score } from "../study.js"
import { base } from "./base.js"
import "./lesson-prose.js"
import "./lesson-verdict.js"
import { type Part, parts } from "../parts.js"

/**
 * <lesson-panel> shows the step of a lesson that the reader is at.
 *
 * Values in: `studied`, `following` (the lesson after it). News out: "lesson" with an Entry, "go" with a step's index, "next", "answer" with a text, "hint", "reveal", "use" with an
 * Ask, "lessons", "start-over", "look" with a Part, "leave".
 */
@customElement("lesson-panel")
export class LessonPanel extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      article {
        margin-bottom: 14px;
        padding: 14px 20px;
        border: 1px solid var(--line);
        border-left: 4px solid var(--accent);
        border-radius: 10px;
        background: var(--panel);
      }

      header {
        display: flex;
        align-items: flex-start;
        justify-content: space-between;
        gap: 12px;
      }

      h2 {
        margin: 5px 0 0;
        font-size: 14px;
        font-weight: 600;
        color: var(--soft);
        text-wrap: balance;
      }

      h3 {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 2px 16px;
        margin: 14px 0 8px;
        font-size: 19px;
        line-height: 1.3;
        letter-spacing: -0.01em;
        text-wrap: balance;
      }

      h3 small,
      header button {
        flex: none;
        white-space: nowrap;
      }

      h3 small {
        color: var(--soft);
        font-size: 13px;
        font-weight: 500;
        letter-spacing: 0;
      }

      h3:focus {
        outline: none;
      }

      .steps {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 8px 0 0 -5px;
        padding: 0;
        list-style: none;
      }

      .steps button {
        display: grid;
        place-items: center;
        width: 28px;
        min-height: 28px;
        padding: 0;
        border: 0;
        background: none;
      }

      .steps i {
        width: 16px;
        height: 16px;
        border: 2px solid var(--edge);
        border-radius: 4px;
      }

      .steps .passed i {
        border-color: var(--good);
        background: var(--good);
      }

      .steps [aria-current] i {
        border-color: var(--accent);
        box-shadow: 0 0 0 3px var(--tint);
      }

      .look {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 4px 12px;
        margin: 12px 0 0;
        color: var(--soft);
        font-size: 13px;
      }

      .look button {
        min-height: 24px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--accent);
        font-size: 13px;
        text-decoration: underline;
        text-underline-offset: 3px;
      }

      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 10px;
        margin: 14px 0 0;
      }

      fieldset {
        display: grid;
        gap: 4px;
        flex: 1 0 100%;
        margin: 0;
        padding: 0;
        border: 0;
      }

      fieldset label {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 36px;
        cursor: pointer;
      }

      [type="radio"] {
        width: 18px;
        min-height: 18px;
        height: 18px;
        margin: 0;
        accent-color: var(--accent);
      }

      .typed {
        display: grid;
        gap: 4px;
        font-size: 13px;
      }

      .typed input {
        width: 200px;
        font-size: 15px;
      }

      aside {
        margin-top: 12px;
        padding: 10px 14px;
        border-radius: 8px;
        background: var(--tint);
      }

      aside strong {
        display: block;
        margin-bottom: 2px;
        color: var(--accent);
        font-size: 13px;
      }

      aside pre {
        margin: 4px 0 10px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        line-height: 1.5;
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-top: 16px;
      }

      /* What helps stays together, whether or not there is room for it beside the way on. */
      .help {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-left: auto;
      }

      .note {
        margin: 10px 0 0;
        color: var(--soft);
        font-size: 13px;
      }

      .quiet {
        min-height: 30px;
        padding: 0 6px;
        border-color: transparent;
        background: none;
        color: var(--soft);
        font-size: 13px;
      }

      .wrong {
        margin-top: 14px;
        padding: 10px 14px;
        border: 1px solid var(--bad);
        border-radius: 8px;
        background: var(--bad-tint);
      }

      .wrong summary {
        color: var(--bad);
        font-weight: 600;
        cursor: pointer;
      }

      .wrong ul {
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
      }

      .wrong li + li {
        margin-top: 10px;
      }

      .wrong pre {
        margin: 2px 0 0;
        overflow-x: auto;
        line-height: 1.45;
      }

      @media (pointer: coarse), (max-width: 599px) {
        .steps button {
          width: 44px;
          min-height: 44px;
        }

        .look button,
        .quiet,
        fieldset label {
          min-height: 44px;
        }

      }

      @media (max-width: 599px) {
        article {
          padding: 12px 14px 16px;
        }

        .actions button {
          flex: auto;
        }

        .help {
          flex: 1 0 100%;
        }
      }
    `,
  ]

  @property({ attribute: false }) studied: Studied | undefined
  @property({ attribute: false }) following: Entry | undefined
  @query("h3") private heading!: HTMLElement | null
  @query("form") private form!: HTMLFormElement

  /** Puts the focus where the step begins. */
  override focus(): void {
    this.heading?.focus({ preventScroll: true })
  }

  override render() {
    const { studied } = this
    if (!studied) return nothing
    const { lesson, index } = studied
    const step = lesson.Steps[index]
    return html`
      <article aria-label="Lesson">
        <header>
          <h2>${lesson.Title || studied.file.Name}</h2>
          <button class="quiet" @click=${() => this.tell("leave")}>Leave lesson</button>
        </header>
        ${this.squares(studied)} ${problems(lesson.Problems, lesson.Steps.length)}
        ${step ? this.step(studied, step) : index < 0 ? this.introduction(studied) : this.end(studied)}
      </article>
    `
  }

  private squares(studied: Studied) {
    return html`
      <ol class="steps" aria-label="Steps of the lesson">
        ${studied.lesson.Steps.map((step, index) => {
          const { passed } = progressIn(studied, index)
          const label = `Step ${index + 1}: ${step.Title}${passed ? ", done" : ""}`
          return html`
            <li>
              <button
                class=${passed ? "passed" : ""}
                aria-current=${index === studied.index ? "step" : nothing}
                aria-label=${label}
                title=${label}
                @click=${() => this.tell("go", index)}
              ><i></i></button>
            </li>
          `
        })}
      </ol>
    `
  }

  private introduction({ lesson }: Studied) {
    const { Intro, Minutes, Steps, View } = lesson
    return html`
      <h3 tabindex="-1">What this is about<small>${many(Steps.length, "step")}${Minutes ? ` · ${Minutes} minutes` : ""}</small></h3>
      <lesson-prose .text=${Intro}></lesson-prose>
      ${this.looks(View)}
      <div class="actions">
        <button class="primary" ?hidden=${Steps.length === 0} @click=${() => this.tell("go", 0)}>Begin →</button>
      </div>
    `
  }

  private step(studied: Studied, step: LessonStep) {
    const mine = progressIn(studied, studied.index)
    return html`
      <h3 tabindex="-1">${step.Title}<small>${place(studied)}${points(step, mine)}</small></h3>
      <lesson-prose .text=${step.Prose}></lesson-prose>
      ${this.looks(step.Show)} ${this.question(step, mine)}
      ${step.Kind === "statement" ? nothing : html`<lesson-verdict .studied=${studied} @next=${() => this.tell("next")}></lesson-verdict>`}
      ${this.hints(step, mine)} ${mine.revealed ? this.solution(step) : nothing} ${this.actions(studied, step, mine)}
    `
  }

  private looks(names: readonly string[]) {
    const shown = [...new Set(names.flatMap((name) => parts[name] ?? []))]
    if (shown.length === 0) return nothing
    return html`
      <p class="look">
        Look at
        ${shown.map((part) => html`<button @click=${() => this.tell("look", part)}>${part.label}</button>`)}
      </p>
    `
  }

  private question({ Answer: answer, Id }: LessonStep, { passed }: StepProgress) {
    if (!answer) return nothing
    // A form for each step, so that none begins with the answer to another.
    const form = html`
      <form @submit=${this.answered}>
        ${
          answer.Choices
            ? html`
              <fieldset>
                <legend class="unseen">Your answer</legend>
                ${answer.Choices.map((choice) => html`<label><input type="radio" name="answer" required value=${choice} />${choice}</label>`)}
              </fieldset>
            `
            : html`<label class="typed">Your answer<input name="answer" required autocomplete="off" inputmode=${answer.Kind === "number" ? "decimal" : "text"} /></label>`
        }
        <button class=${passed ? "" : "primary"}>Check the answer</button>
      </form>
    `
    return keyed(Id, form)
  }

  private answered(event: SubmitEvent): void {
    event.preventDefault()
    this.tell("answer", String(new FormData(this.form).get("answer") ?? ""))
  }

  private hints({ Hints }: LessonStep, { hints }: StepProgress) {
    return html`
      <div role="status" aria-label="Hints">
        ${Hints.slice(0, hints).map(
          ({ Text }, i) =>
            html`<aside><strong>Hint ${i + 1}</strong><lesson-prose .text=${Text}></lesson-prose></aside>`,
        )}
      </div>
    `
  }

  private solution({ Solution, Language: language }: LessonStep) {
    if (!Solution) return nothing
    const text = Solution.trim()
    return html`
      <aside>
        <strong>Solution</strong>
        <pre>${text}</pre>
        <button @click=${() => this.tell("use", { language, text })}>Write it into the editor</button>
      </aside>
    `
  }

  private actions(studied: Studied, step: LessonStep, mine: StepProgress) {
    const last = studied.index === studied.lesson.Steps.length - 1
    return html`
      <div class="actions">
        <button @click=${() => this.tell("go", studied.index - 1)}>← Back</button>
        ${
          // After a right attempt what was said to it leads on.
          studied.grade?.Passed
            ? nothing
            : html`<button class=${step.Kind === "read" ? "primary" : ""} @click=${() => this.tell("next")}>${last ? "Finish →" : "Next step →"}</button>`
        }
        <span class="help">
          ${this.hintButton(step, mine)}
          ${
            step.Solution && !mine.revealed
              ? html`<button class="quiet" @click=${() => this.tell("reveal")}>Show solution${mine.passed ? "" : " (no points)"}</button>`
              : nothing
          }
        </span>
      </div>
    `
  }

  /** The next hint, or how many attempts it is away. */
  private hintButton({ Hints }: LessonStep, { hints, tries, passed }: StepProgress) {
    const next = Hints[hints]
    if (!next) return nothing
    const away = next.After - tries
    if (passed && away > 0) return nothing
    const label = Hints.length > 1 ? `Hint ${hints + 1} of ${Hints.length}` : "Hint"
    const wait = `Hint after ${away} more ${away === 1 ? "try" : "tries"}`
    return html`
      <button class="quiet" aria-disabled=${away > 0} @click=${() => this.tell("hint")}>
        ${away > 0 ? wait : label}
      </button>
    `
  }

  private end(studied: Studied) {
    const { earned, all, done } = score(studied)
    const { length } = studied.lesson.Steps
    if (length === 0)
      return html`<div class="actions"><button @click=${() => this.tell("leave")}>Back to your own tables</button></div>`
    const enough = earned >= (all * studied.lesson.Pass) / 100
    return html`
      <h3 tabindex="-1">${enough ? "You have finished the lesson" : "This is the end of the lesson"}</h3>
      <p>${earned} of ${many(all, "point")}, ${done} of ${many(length, "step")} done. ${enough ? "" : `${studied.lesson.Pass} % of the points pass.`}</p>
      <div class="actions">
        <button @click=${() => this.tell("go", length - 1)}>← Back</button>
        ${this.following ? html`<button class="primary" @click=${() => this.tell("lesson", this.following)}>Next lesson: ${this.following.title} →</button>` : nothing}
        <button class=${this.following ? "" : "primary"} @click=${() => this.tell("lessons")}>${this.following ? "All lessons…" : "Another lesson…"}</button>
        <button class="quiet" @click=${() => this.tell("start-over")}>Start over, forgetting what I did</button>
      </div>
    `
  }

  private tell(name: string, detail?: Part | Ask | Entry | string | number): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}

const place = ({ index, lesson }: Studied): string => `${index + 1} of ${lesson.Steps.length}`

function points({ Points, Kind }: LessonStep, { passed, revealed, points }: StepProgress): string {
  if (Kind === "read" || Points === 0) return ""
  if (passed) return ` · ✓ ${points} of ${many(Points, "point")}`
  return revealed ? " · no points" : ` · ${many(Points, "point")}`
}

/** What is wrong with the lesson, for its author. */
function problems(all: readonly LessonProblem[], steps: number) {
  if (all.length === 0) return nothing
  return html`
    <details class="wrong" open>
      <summary>${many(all.length, "problem")} in this lesson${steps > 0 ? "; the rest works" : ""}</summary>
      <ul>
        ${all.map(
          ({ File, Line, Column, Length, Source, Message }) => html`
            <li>
              <code>${File}:${Line}:${Column}</code> ${Message}
              ${Source ? html`<pre tabindex="0">${`${Source}\n${" ".repeat(Math.max(0, Column - 1))}${"^".repeat(Math.max(1, Length))}`}</pre>` : nothing}
            </li>
          `,
        )}
      </ul>
    </details>
  `
}
