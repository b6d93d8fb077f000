import { type Ask, type Language, otherLanguage } from "./ask.js"
import type { Part } from "./script.js"
import { type Translation, translate } from "./translation.js"

/**
 * The texts in the editor's two languages, of which one is shown. They are one request where there is a translation: it
 * takes the place of what the page wrote itself, or of the text that the one here came from, and never of another that the
 * reader wrote.
 */
export class Pair {
  private readonly texts: Record<Language, string> = { partiql: "", request: "" }
  /** What the page itself wrote last in each. */
  private readonly own: Record<Language, string> = { partiql: "", request: "" }
  /** Texts that say the same. */
  private same: Readonly<Record<Language, string>> | undefined

  forget(): void {
    for (const language of ["partiql", "request"] as const) this.texts[language] = this.own[language] = ""
    this.same = undefined
  }

  /** Hears what the page wrote by itself. */
  wrote({ language, text }: Ask): void {
    this.own[language] = text
  }

  /** Keeps a text that is no longer shown. */
  keep({ language, text }: Ask): void {
    this.texts[language] = text
  }

  /** Turns from a text, which the engine has read, to the other language. */
  turn(ask: Ask, parts: readonly Part[]): { readonly text: string; readonly translation: Translation | undefined } {
    this.keep(ask)
    const to = otherLanguage(ask.language)
    const there = this.texts[to]
    const meant = this.same?.[to] === there
    if (meant && this.same![ask.language] === ask.text) return { text: there, translation: undefined }
    const translation = meant || there === "" || there === this.own[to] ? translate(ask, parts, there) : undefined
    if (!translation) return { text: there, translation }
    const texts = { [ask.language]: ask.text, [to]: translation.text }
    this.same = texts as Record<Language, string>
    this.wrote({ language: to, text: translation.text })
    return { text: translation.text, translation }
  }
}
