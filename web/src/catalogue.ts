import type { LessonFile } from "./lesson.js"

// The lessons that the page brings along: the files of tutorials/, in the order of their names, each fetched when it is
// asked for.

/** What the front matter of a lesson says about it. */
export interface Entry {
  readonly name: string
  readonly title: string
  readonly minutes: string
  readonly text: string
}

type Texts = Readonly<Record<string, () => Promise<string>>>

const lessons: Texts = import.meta.glob("../../tutorials/*.md", { query: "?raw", import: "default" })

const dataFiles: Texts = import.meta.glob("../../tutorials/data/*.json", { query: "?raw", import: "default" })

/** The built-in lessons. */
export async function catalogue(): Promise<readonly Entry[]> {
  const paths = Object.keys(lessons).filter((path) => !path.endsWith("/README.md"))
  return Promise.all(paths.sort().map(async (path) => entryOf(path, await lessons[path]!())))
}

function entryOf(path: string, text: string): Entry {
  const said = (key: string) => new RegExp(`^${key}: *(.*)$`, "m").exec(text)?.[1]?.trim() ?? ""
  return { name: nameIn(path), title: said("title"), minutes: said("minutes"), text }
}

/** A lesson with its data file, when that is one of those that the page brings along. */
export async function withData({ Name, Text }: LessonFile): Promise<LessonFile> {
  const name = /^data: *(.*)$/m.exec(Text)?.[1]
  const path = Object.keys(dataFiles).find((path) => name && nameIn(path) === nameIn(name.trim()))
  return path ? { Name, Text, Data: await dataFiles[path]!() } : { Name, Text }
}

const nameIn = (path: string): string => path.slice(path.lastIndexOf("/") + 1)
