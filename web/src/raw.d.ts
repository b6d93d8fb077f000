/** A style sheet as a text. */
declare module "*.css?inline" {
  const text: string
  export default text
}

/** What Vite makes of a pattern of file names. */
interface ImportMeta {
  glob<T>(pattern: string, options: { query: "?raw"; import: "default" }): Record<string, () => Promise<T>>
}
