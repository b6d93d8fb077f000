// What is asked of the database, as it stands in the editor.

export type Language = "partiql" | "request"

/** What the editor's text in each language is called. */
export const labels: Readonly<Record<Language, string>> = { partiql: "PartiQL statement", request: "Request" }

/** What the tab of each language is called. */
export const tabNames: Readonly<Record<Language, string>> = { partiql: "PartiQL", request: "Request" }

/** Statements and requests, as many as there are in a text. */
export interface Ask {
  readonly language: Language
  readonly text: string
}

/** Members of a request's body. */
export type Members = Readonly<Record<string, unknown>>

export const partiql = (text: string): Ask => ({ language: "partiql", text })

export const sameAsk = (a: Ask, b: Ask): boolean => a.language === b.language && a.text === b.text

export const otherLanguage = (language: Language): Language => (language === "partiql" ? "request" : "partiql")
