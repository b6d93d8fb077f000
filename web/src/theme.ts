import { keep, kept } from "./storage.js"

/** The page's colours: the system's choice, or one that the reader has made. */
export type Theme = "auto" | "light" | "dark"

/** Whether the system asks for dark colours. */
export const systemIsDark = matchMedia("(prefers-color-scheme: dark)")

/** Gives the page its colours; palette.css has both sets. */
export function wear(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/** Keeps the choice. */
export const remember = (theme: Theme): void => keep("theme", theme)

export function remembered(): Theme {
  const theme = kept("theme")
  return theme === "light" || theme === "dark" ? theme : "auto"
}
