import uPlot from "uplot"
import text from "uplot/dist/uPlot.min.css?inline"

// The library that draws charts, alone in its file, which is fetched with the first chart.

const sheet = new CSSStyleSheet()
sheet.replaceSync(text)

/** Draws a chart into a place inside a shadow root, which takes the library's style sheet. */
export function plotInto(place: HTMLElement, options: uPlot.Options, columns: uPlot.AlignedData): uPlot {
  const root = place.getRootNode() as ShadowRoot
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
  return new uPlot(options, columns, place)
}
