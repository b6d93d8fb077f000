import { css, html, LitElement } from "lit"
import { customElement, property, state } from "lit/decorators.js"

/** <lesson-prose> shows a text of markdown; until its reader has arrived, the text as it is. Values in: `text`. */
@customElement("lesson-prose")
export class LessonProse extends LitElement {
  static override styles = css`
    :host {
      display: block;
      max-width: 68ch;
      line-height: 1.55;
      overflow-wrap: break-word;
    }

    .plain {
      white-space: pre-wrap;
    }

    p,
    ul,
    ol,
    blockquote,
    table,
    pre {
      margin: 0 0 10px;
    }

    :last-child {
      margin-bottom: 0;
    }

    h4 {
      margin: 16px 0 6px;
      font-size: 15px;
    }

    ul,
    ol {
      padding-left: 22px;
    }

    li + li {
      margin-top: 3px;
    }

    code {
      padding: 1px 5px;
      border-radius: 5px;
      background: var(--tint);
      font: 0.88em var(--mono);
      overflow-wrap: anywhere;
    }

    pre {
      padding: 10px 12px;
      border: 1px solid var(--line);
      border-radius: 8px;
      background: var(--ground);
      overflow-x: auto;
    }

    pre code {
      padding: 0;
      background: none;
      font-size: 12.5px;
      line-height: 1.5;
      white-space: pre-wrap;
    }

    blockquote {
      padding-left: 14px;
      border-left: 3px solid var(--line);
      color: var(--soft);
    }

    a {
      color: var(--accent);
    }

    table {
      display: block;
      border-collapse: collapse;
      font-size: 14px;
      font-variant-numeric: tabular-nums;
      overflow-x: auto;
    }

    th,
    td {
      padding: 4px 14px 4px 0;
      border-bottom: 1px solid var(--line);
      text-align: left;
    }

    [align="right"] {
      text-align: right;
    }

    :focus-visible {
      outline: 3px solid var(--accent);
      outline-offset: 2px;
    }
  `

  @property() text = ""
  @state() private read: ((text: string) => DocumentFragment) | undefined

  override render() {
    return this.read ? this.read(this.text) : html`<div class="plain">${this.text}</div>`
  }

  protected override firstUpdated(): void {
    // Without it the text stays as it is written: markdown can be read.
    import("../prose.js").then(
      ({ render }) => {
        this.read = render
      },
      () => undefined,
    )
  }
}
