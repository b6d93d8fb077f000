import type { LessonFile } from "./lesson.js"

// The lessons that the page brings along: the files of tutorials/, each after the one that it requires, and fetched when it
// is asked for.

/** What the front matter of a lesson says about it. */
export interface Entry {
  readonly name: string
  readonly title: string
  readonly minutes: string
  /** The name of the lesson to do before it, without its ending; "" for none. */
  readonly requires: string
  readonly text: string
}

type Texts = Readonly<Record<string, () => Promise<string>>>

const lessons: Texts = import.meta.glob("../../tutorials/*.md", { query: "?raw", import: "default" })

const dataFiles: Texts = import.meta.glob("../../tutorials/data/*.json", { query: "?raw", import: "default" })

/** The built-in lessons. */
export async function catalogue(): Promise<readonly Entry[]> {
  const paths = Object.keys(lessons).filter((path) => !path.endsWith("/README.md"))
  return inOrder(await Promise.all(paths.sort().map(async (path) => entryOf(path, await lessons[path]!()))))
}

/** Each lesson after the one that it requires; among equals by name. */
export function inOrder(entries: readonly Entry[]): readonly Entry[] {
  const before = ({ requires }: Entry) => entries.find(({ name }) => name === `${requires}.md`)
  const depth = (entry: Entry | undefined, seen: number): number =>
    entry && seen < entries.length ? 1 + depth(before(entry), seen + 1) : 0
  return [...entries].sort((a, b) => depth(a, 0) - depth(b, 0))
}

function entryOf(path: string, text: string): Entry {
  const said = (key: string) => new RegExp(`^${key}: *(.*)$`, "m").exec(text)?.[1]?.trim() ?? ""
  return { name: nameIn(path), title: said("title"), minutes: said("minutes"), requires: said("requires"), text }
}

/** A lesson with its data file, when that is one of those that the page brings along. */
export async function withData({ Name, Text }: LessonFile): Promise<LessonFile> {
  const name = /^data: *(.*)$/m.exec(Text)?.[1]
  const path = Object.keys(dataFiles).find((path) => name && nameIn(path) === nameIn(name.trim()))
  return path ? { Name, Text, Data: await dataFiles[path]!() } : { Name, Text }
}

const nameIn = (path: string): string => path.slice(path.lastIndexOf("/") + 1)
