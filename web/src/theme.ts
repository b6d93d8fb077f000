/** The page's colours: the system's choice, or one that the reader has made. */
export type Theme = "auto" | "light" | "dark"

/** Whether the system asks for dark colours. */
export const systemIsDark = matchMedia("(prefers-color-scheme: dark)")

/** Gives the page its colours; styles.css has both sets. */
export function wear(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

const place = "ringside-theme"

/** Keeps the choice, where the browser lets us; without that it lasts as long as the page. */
export function remember(theme: Theme): void {
  try {
    localStorage.setItem(place, theme)
  } catch {
    // No storage: nothing is lost but the choice.
  }
}

export function remembered(): Theme {
  try {
    const theme = localStorage.getItem(place)
    return theme === "light" || theme === "dark" ? theme : "auto"
  } catch {
    return "auto"
  }
}
