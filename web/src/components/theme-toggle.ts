import { css, html, LitElement } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Theme } from "../theme.js"
import { base } from "./base.js"

const themes: readonly Theme[] = ["auto", "light", "dark"]

/** <theme-toggle> chooses between the system's colours, light and dark. Values in: `theme`. News out: "theme". */
@customElement("theme-toggle")
export class ThemeToggle extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        gap: 6px;
        align-items: center;
        color: var(--soft);
        font-size: 13px;
      }

      select {
        padding: 0 8px;
      }

      /* With it the header would have one row more while the engine loads. */
      @media (max-width: 899px) {
        label {
          display: none;
        }
      }
    `,
  ]

  @property() theme: Theme = "auto"

  override render() {
    return html`
      <label for="theme">Theme</label>
      <select id="theme" aria-label="Theme" title="The page's colours" .value=${this.theme} @change=${this.changed}>
        ${themes.map((theme) => html`<option value=${theme} ?selected=${theme === this.theme}>${names[theme]}</option>`)}
      </select>
    `
  }

  private changed(event: Event): void {
    this.theme = (event.target as HTMLSelectElement).value as Theme
    this.dispatchEvent(new CustomEvent<Theme>("theme", { detail: this.theme }))
  }
}

const names: Readonly<Record<Theme, string>> = { auto: "Auto", light: "Light", dark: "Dark" }
