import { css, unsafeCSS } from "lit"

/** What all components share: the box model, controls, focus, and what only a screen reader meets. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  button,
  select,
  input {
    min-height: 36px;
    margin: 0;
    padding: 0 14px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--panel);
    color: var(--ink);
    font: 500 14px / 1.2 var(--sans);
  }

  button {
    cursor: pointer;
  }

  button:hover:not([aria-disabled="true"]) {
    border-color: var(--ink);
  }

  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }

  button[aria-disabled="true"] {
    border-style: dashed;
    background: var(--panel);
    color: var(--soft);
    cursor: default;
  }

  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }

  code,
  pre {
    font-family: var(--mono);
    font-size: 13px;
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (pointer: coarse), (max-width: 599px) {
    button,
    select,
    input {
      min-height: 44px;
    }
  }
`

/** A dialog over the page, with its name and Close on top. */
export const dialogFrame = css`
  dialog {
    width: min(720px, calc(100vw - 24px));
    max-height: calc(100dvh - 32px);
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--panel);
    color: var(--ink);
    box-shadow: 0 24px 64px rgb(0 0 0 / 0.3);
  }

  dialog::backdrop {
    background: rgb(10 12 16 / 0.45);
  }

  .inside {
    padding: 22px 24px;
  }

  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }

  h2 {
    margin: 0;
    font-size: 18px;
  }
`

const looks = [0, 1, 2, 3, 4, 5, 6, 7]

/** The looks of partitions, for drawings with the classes that draw/look.ts gives out. */
export const partitionLooks = css`
  ${unsafeCSS(looks.map((i) => `.c${i} { --fill: var(--c${i}); --stroke: var(--e${i}); }`).join("\n"))}

  .patterns {
    position: absolute;
    color: light-dark(rgb(0 0 0 / 0.4), rgb(255 255 255 / 0.38));
  }

  .patterns .lit {
    color: rgb(0 0 0 / 0.22);
  }

  /* Where a canvas learns the colours from. */
  .probe {
    color: var(--stroke);
  }

  .swatch {
    flex: none;
    vertical-align: -3px;
  }

  .ground {
    fill: var(--fill);
  }

  .edge {
    stroke: var(--stroke);
  }
`

/** Ranges that light up when they are asked, for those who don't mind movement. */
export const rangeStates = css`
  .range {
    cursor: pointer;
  }

  .range .ground {
    opacity: 0.3;
  }

  .ran .range .ground {
    opacity: 0.12;
  }

  .range .edge {
    stroke-width: 1.25;
  }

  .range.lit .ground {
    opacity: 1;
  }

  .range.lit .edge {
    stroke: var(--ink);
    stroke-width: 2;
  }

  .range:hover .edge,
  .range.focus .edge {
    stroke: var(--accent);
    stroke-width: 3.5;
  }

  .number circle {
    fill: var(--panel);
    stroke: var(--stroke);
  }

  .number text {
    fill: var(--ink);
    font: 600 14px var(--sans);
    text-anchor: middle;
  }

  .lit .number circle {
    stroke: var(--ink);
    stroke-width: 2;
  }

  .place {
    fill: var(--accent);
    stroke: var(--accent);
  }

  .place line {
    stroke-width: 1.5;
  }

  .place circle {
    fill: var(--panel);
    stroke-width: 3;
  }

  .landing line {
    stroke: var(--ink);
    stroke-width: 2;
    stroke-dasharray: 5 3;
  }

  .landing circle {
    fill: var(--panel);
    stroke: var(--ink);
    stroke-width: 2.5;
  }

  .landing text {
    fill: var(--ink);
    font: 600 13px var(--mono);
    paint-order: stroke;
    stroke: var(--panel);
    stroke-width: 5px;
  }

  .notch path {
    fill: var(--panel);
    stroke: var(--ink);
    stroke-width: 1.75;
  }

  .boundary line {
    stroke: var(--accent);
    stroke-width: 3;
  }

  .tint {
    fill: var(--tint);
    stroke: var(--accent);
  }

  .tick line {
    stroke: var(--accent);
    stroke-width: 2.5;
  }

  .tick circle {
    fill: var(--accent);
  }

  .tick text {
    fill: var(--accent);
    font: 600 14px var(--mono);
  }

  @media (prefers-reduced-motion: no-preference) {
    .range.lit .ground {
      animation: light 350ms ease-out backwards;
    }

    .boundary line {
      stroke-dasharray: 60;
      animation: divide 1600ms ease-out forwards;
    }

    @keyframes divide {
      from {
        stroke-dashoffset: 60;
        stroke-width: 10;
      }

      50% {
        stroke-dashoffset: 0;
      }

      to {
        stroke-dashoffset: 0;
        stroke-width: 0;
      }
    }

    .range.head .edge,
    .tick.head circle {
      animation: pulse 700ms ease-in-out infinite alternate;
    }

    @keyframes pulse {
      to {
        stroke: var(--accent);
        stroke-width: 5;
      }
    }

    @keyframes light {
      from {
        opacity: 0.12;
      }
    }
  }
`

/** A table that is unfolded below a picture, for those who would rather read it. */
export const folded = css`
  summary {
    width: max-content;
    padding: 4px 0;
    color: var(--soft);
    font-size: 12px;
    cursor: pointer;
  }

  .scroll {
    overflow-x: auto;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 4px 14px 4px 0;
    border-bottom: 1px solid var(--line);
    text-align: left;
  }

  @media (pointer: coarse), (max-width: 599px) {
    summary {
      min-height: 44px;
      padding: 12px 0;
    }
  }
`
