// What the browser keeps for the reader, where it lets us; without that it lasts as long as the page.

const place = (name: string): string => `ringside-${name}`

export function keep(name: string, text: string): void {
  try {
    localStorage.setItem(place(name), text)
  } catch {
    // No storage, or a full one: nothing is lost but a choice.
  }
}

/** What was kept under a name, "" when there is nothing. */
export function kept(name: string): string {
  try {
    return localStorage.getItem(place(name)) ?? ""
  } catch {
    return ""
  }
}
