import { css, html, LitElement, nothing } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { type Sample, samples } from "../data.js"
import type { Generator } from "../database.js"
import { count, duration } from "../draw/number.js"
import type { Loading } from "../playground.js"
import { base, dialogFrame } from "./base.js"

/** What the form of the generator says. */
export interface Wish {
  readonly table: string
  readonly generator: Generator
}

/**
 * <data-dialog> loads data: the sample sets, and items from the seeded generator.
 *
 * Values in: `loading` (how far a load is), `problem`. News out: "sample" with the set, "generate" with a Wish, "cancel".
 */
@customElement("data-dialog")
export class DataDialog extends LitElement {
  static override styles = [
    base,
    dialogFrame,
    css`
      h3 {
        margin: 22px 0 10px;
        color: var(--soft);
        font-size: 13px;
        font-weight: 600;
      }

      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: 16px;
        justify-content: space-between;
      }

      li p {
        margin: 0;
      }

      li span {
        color: var(--soft);
        font-size: 13px;
      }

      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(190px, 1fr));
        gap: 12px 16px;
        align-items: end;
      }

      label {
        display: grid;
        gap: 4px;
        font-size: 13px;
      }

      input,
      select {
        width: 100%;
        font-weight: 400;
      }

      input:user-invalid {
        border-color: var(--bad);
      }

      .hint {
        grid-column: 1 / -1;
        margin: 0;
        color: var(--soft);
        font-size: 13px;
      }

      .run {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px 16px;
        align-items: center;
        min-height: 64px;
        margin-top: 8px;
      }

      progress {
        width: 100%;
        height: 12px;
        accent-color: var(--accent);
      }

      .run p {
        grid-column: 1 / -1;
        margin: 0;
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }

      .bad {
        color: var(--bad);
      }
    `,
  ]

  @property({ attribute: false }) loading: Loading | undefined
  @property() problem = ""
  @property({ type: Boolean }) ready = false
  @query("dialog") private dialog!: HTMLDialogElement
  @query("form") private form!: HTMLFormElement

  open(): void {
    this.dialog.showModal()
  }

  close(): void {
    this.dialog.close()
  }

  override render() {
    return html`
      <dialog aria-labelledby="title" @cancel=${this.kept}>
        <div class="inside">
          <div class="head">
            <h2 id="title">Data</h2>
            <button aria-disabled=${this.loading !== undefined} @click=${this.leave}>Close</button>
          </div>
          <h3>Sample data sets</h3>
          <ul>
            ${samples.map((sample) => this.sample(sample))}
          </ul>
          <h3>Generate items</h3>
          ${this.generator()}
          <div class="run">${this.progress()}</div>
        </div>
      </dialog>
    `
  }

  /** While a load goes on the dialog stays: its progress and Cancel are here. */
  private kept(event: Event): void {
    if (this.loading) event.preventDefault()
  }

  private leave(): void {
    if (!this.loading) this.close()
  }

  private sample(sample: Sample) {
    return html`
      <li>
        <p>${sample.table}<br /><span>${sample.text}</span></p>
        <button aria-label=${`Load ${sample.table}`} aria-disabled=${this.busy} @click=${() => this.tell("sample", sample)}>Load</button>
      </li>
    `
  }

  private generator() {
    return html`
      <form @submit=${this.submitted}>
        <label>Table<input name="table" required minlength="3" maxlength="255" pattern="[a-zA-Z0-9_.\\-]+" value="Generated" /></label>
        <label>Items<input name="items" type="number" required min="1" max="1000000" value="10000" /></label>
        <label>
          Distribution
          <select name="distribution">
            <option value="zipf">Zipf (a few big)</option>
            <option value="uniform">Uniform (all alike)</option>
          </select>
        </label>
        <label>Collections<input name="collections" type="number" required min="1" max="1000000" value="1000" /></label>
        <label>Seed<input name="seed" type="number" required min="0" max="4294967295" value="1" /></label>
        <button class="primary" aria-disabled=${this.busy}>Generate</button>
        <p class="hint">
          Zipf makes a few collections very big and most of them small, as in real life. Collections: how many partition
          keys there are; all the items of one key are a collection. Seed: the same number makes the same items again.
          Loading costs nothing, just as an import from S3 uses no write capacity.
        </p>
      </form>
    `
  }

  private progress() {
    if (this.problem) return html`<p class="bad" role="alert">${this.problem}</p>`
    const { loading } = this
    if (!loading) return nothing
    return html`
      <progress aria-label="Loading" max=${loading.total} value=${loading.loaded}></progress>
      <button @click=${() => this.tell("cancel")}>Cancel</button>
      <p>${far(loading)}</p>
    `
  }

  private get busy(): boolean {
    return this.loading !== undefined || !this.ready
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault()
    const form = new FormData(this.form)
    const text = (name: string) => String(form.get(name))
    const generator = {
      Items: Number(text("items")),
      Distribution: text("distribution") as Generator["Distribution"],
      Collections: Number(text("collections")),
      Seed: Number(text("seed")),
    }
    this.tell("generate", { table: text("table"), generator } satisfies Wish)
  }

  private tell(name: "sample" | "generate" | "cancel", detail?: Sample | Wish): void {
    if (name !== "cancel" && this.busy) return
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}

function far({ loaded, total, perSecond }: Loading): string {
  const sum = `${count(loaded)} of ${count(total)} items`
  if (perSecond === 0) return sum
  return `${sum} · ${count(Math.round(perSecond))} items/s · ${duration((total - loaded) / perSecond)} left`
}
