import { css, html, LitElement, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { cut } from "../draw/key.js"
import { swatch } from "../draw/look.js"
import { type Landing, landingText, type Search } from "../finder.js"
import { base, partitionLooks } from "./base.js"
import { drawn } from "./drawn.js"

const types: Readonly<Record<string, string>> = { S: "text", N: "number", B: "base64" }

/**
 * <key-finder> takes a key while it is typed, and tells where it lands.
 *
 * Values in: `search`. News out: "type" with the text, "keep", "drop" with a kept text.
 */
@customElement("key-finder")
export class KeyFinder extends LitElement {
  static override styles = [
    base,
    partitionLooks,
    css`
      :host {
        display: block;
        min-height: 70px;
        margin: 12px 0 4px;
      }

      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }

      label {
        font-weight: 600;
      }

      input {
        flex: 1 1 150px;
        min-width: 0;
        max-width: 300px;
        font-family: var(--mono);
      }

      input[aria-invalid="true"] {
        border-color: var(--bad);
      }

      p {
        min-height: 22px;
        margin: 6px 0 0;
        color: var(--soft);
        font-size: 13px;
        line-height: 22px;
        overflow-wrap: anywhere;
      }

      .problem {
        color: var(--bad);
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin: 4px 0 0;
        padding: 0;
        list-style: none;
      }

      li button {
        display: flex;
        align-items: center;
        gap: 7px;
        min-height: 32px;
        padding: 0 10px;
        border-radius: 99px;
        font: 13px var(--mono);
      }

      @media (pointer: coarse), (max-width: 599px) {
        li button {
          min-height: 44px;
        }

        :host {
          min-height: 106px;
        }
      }
    `,
  ]

  @property({ attribute: false }) search: Search = {
    attribute: undefined,
    text: "",
    landing: undefined,
    problem: "",
    kept: [],
  }

  override render() {
    const { attribute, text, landing, problem, kept } = this.search
    return html`
      <form @submit=${this.submitted}>
        <label for="key">Type a key and see where it lands</label>
        <input
          id="key"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          inputmode=${attribute?.Type === "N" ? "decimal" : "text"}
          placeholder=${attribute ? `${attribute.Name}, a ${types[attribute.Type]}` : ""}
          .value=${text}
          aria-invalid=${problem ? "true" : "false"}
          aria-describedby="landing"
          @input=${this.typed}
        />
        <button aria-disabled=${!landing}>Pin on the ring</button>
      </form>
      <p id="landing" role="status" class=${problem ? "problem" : ""}>${problem || (landing && text ? landingText(landing) : "Equal keys always land at the same place; similar ones anywhere.")}</p>
      ${kept.length > 0 ? html`<ul aria-label="Keys to compare">${kept.map((one) => this.chip(one))}</ul>` : nothing}
    `
  }

  private chip({ text, partition }: Landing) {
    return html`<li>
      <button aria-label=${`${text} lies in p${partition}; let go of it`} @click=${() => this.tell("drop", text)}>
        ${cut(text, 20)} → ${drawn(swatch(partition))} p${partition} <span aria-hidden="true">×</span>
      </button>
    </li>`
  }

  private typed(event: Event): void {
    this.tell("type", (event.target as HTMLInputElement).value)
  }

  private submitted(event: Event): void {
    event.preventDefault()
    this.tell("keep")
  }

  private tell(name: "type" | "keep" | "drop", detail?: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
