// A drawing is plain data: the build prints it into the page, a component mounts it, an export saves it.

export type Attributes = Readonly<Record<string, string | number>>

/** One element: its tag, its attributes and what is inside it. Text is text, never markup. */
export type Drawing = readonly [tag: string, attributes: Attributes, children: readonly (Drawing | string)[]]

/** An element with nothing but attributes, or with children too. */
export function draw(tag: string, attributes: Attributes, ...children: readonly (Drawing | string)[]): Drawing {
  return [tag, attributes, children]
}

/** Joins the class names that apply. */
export function classes(...names: readonly (string | false)[]): string {
  return names.filter((name) => name !== false).join(" ")
}

/** The drawing as markup. */
export function print([tag, attributes, children]: Drawing): string {
  const head = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
  const inside = children.map((child) => (typeof child === "string" ? escaped(child) : print(child)))
  return `<${tag}${head.join("")}>${inside.join("")}</${tag}>`
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character]!)

/**
 * Makes the children of an element equal to the drawings, and keeps every element that already is what it should be,
 * so that focus stays and style changes can move.
 */
export function mount(parent: Element, children: readonly (Drawing | string)[]): void {
  children.forEach((child, i) => {
    place(parent, child, parent.childNodes[i])
  })
  while (parent.childNodes.length > children.length) parent.lastChild!.remove()
}

function place(parent: Element, child: Drawing | string, there: ChildNode | undefined): void {
  if (typeof child === "string") {
    if (there?.nodeType === Node.TEXT_NODE) there.nodeValue = child
    else put(parent, document.createTextNode(child), there)
    return
  }
  const [tag, attributes, children] = child
  const kept = there instanceof Element && there.localName === tag ? there : undefined
  const element = kept ?? document.createElementNS(tag === "svg" ? svg : parent.namespaceURI, tag)
  if (!kept) put(parent, element, there)
  dress(element, attributes)
  mount(element, children)
}

const svg = "http://www.w3.org/2000/svg"

function put(parent: Element, node: Node, there: ChildNode | undefined): void {
  if (there) there.replaceWith(node)
  else parent.append(node)
}

function dress(element: Element, attributes: Attributes): void {
  for (const name of element.getAttributeNames()) if (!(name in attributes)) element.removeAttribute(name)
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value))
  }
}
