import DOMPurify from "dompurify"
import { Marked, type Tokens } from "marked"

// Markdown as nodes of the page. What is HTML in the text shows as text.

// Headings of prose stand below those of the page and of the step.
const smallest = 4

const marked = new Marked({
  gfm: true,
  async: false,
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
    image: ({ text, href }: Tokens.Image) => escaped(text || href),
    heading({ tokens }: Tokens.Heading) {
      return `<h${smallest}>${this.parser.parseInline(tokens)}</h${smallest}>`
    },
  },
})

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c]!)

const allowed = {
  ALLOWED_TAGS: "a blockquote br code del em h4 hr li ol p pre strong table tbody td th thead tr ul".split(" "),
  ALLOWED_ATTR: ["href", "title", "start", "align"],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#)/i,
}

/** A text of markdown. Links lead to a page of their own, which learns nothing of this one. */
export function render(markdown: string): DocumentFragment {
  const nodes = DOMPurify.sanitize(marked.parse(markdown) as string, { ...allowed, RETURN_DOM_FRAGMENT: true })
  for (const link of nodes.querySelectorAll("a")) {
    link.target = "_blank"
    link.rel = "noopener noreferrer"
  }
  for (const block of nodes.querySelectorAll("pre, table")) block.setAttribute("tabindex", "0")
  return nodes
}
