import { css, html } from "lit"

/** How tabs look. */
export const tabStyles = css`
  [role="tablist"] {
    display: flex;
    gap: 2px;
    padding: 2px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--panel);
  }

  [role="tab"] {
    min-height: 32px;
    padding: 0 12px;
    border: 0;
    background: transparent;
    color: var(--soft);
    white-space: nowrap;
  }

  [role="tab"][aria-selected="true"] {
    background: var(--tint);
    color: var(--accent);
    font-weight: 600;
  }

  @media (pointer: coarse), (max-width: 599px) {
    [role="tab"] {
      min-height: 44px;
    }
  }
`

/** A row of tabs for the element whose id is "panel"; arrows walk them, as people who use them by keyboard expect. */
export function tabList<Tab extends string>(
  label: string,
  tabs: readonly (readonly [Tab, string])[],
  chosen: Tab,
  choose: (tab: Tab) => void,
) {
  const moved = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: tabs.length - 1 }
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = (tabs.findIndex(([tab]) => tab === chosen) + by) % tabs.length
    const buttons = (event.currentTarget as HTMLElement).querySelectorAll("button")
    choose(tabs[next]![0])
    buttons[next]!.focus()
  }
  const button = ([tab, text]: readonly [Tab, string]) => html`<button
    role="tab"
    aria-selected=${tab === chosen}
    aria-controls="panel"
    tabindex=${tab === chosen ? 0 : -1}
    @click=${() => choose(tab)}
  >${text}</button>`
  return html`<div role="tablist" aria-label=${label} @keydown=${moved}>${tabs.map(button)}</div>`
}
