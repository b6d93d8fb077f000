import { type Estimate, type Explanation, type Mistake, operationIn, type Part } from "../script.js"
import { count, many } from "./number.js"

// What the badge under the editor says of what has not run yet.

/** Which operation, how many partitions, and what that will read or write and cost. */
export function planText({ Operation, IndexName, Partitions, PartitionCount, Estimate }: Explanation): string {
  const what = IndexName ? `${Operation} of ${IndexName}` : Operation
  const asked = Estimate?.Partitions ?? Partitions
  return [
    what,
    asks(asked.length, PartitionCount),
    ...(Estimate ? priceTexts(Estimate, reads.includes(Operation)) : []),
  ].join(" · ")
}

const asks = (some: number, all: number): string =>
  some === all ? `all ${many(all, "partition")}` : `${some} of ${many(all, "partition")}`

function priceTexts({ Items, Units, Pages, Exact }: Estimate, reads: boolean): readonly string[] {
  const about = Exact ? "" : "about "
  const pages = Pages > 1 ? [`page 1 of ${about}${count(Pages)}`] : []
  return [`${reads ? "reads" : "writes"} ${about}${many(Items, "item")}`, `${about}${many(Units, "unit")}`, ...pages]
}

/** What the badge says of a part that nothing can be said of before it runs. */
export const nameOf = ({ Target = "" }: Part): string => operationIn(Target)

/** Why it is done so; first of all that it will not be done. */
export const whyText = ({ Why, Estimate }: Explanation): string => {
  const Fails = Estimate?.Fails
  return Fails ? `Will be refused${conditional.includes(Fails) ? " by its condition" : ""}: ${Fails}.` : Why
}

const reads = ["BatchGetItem", "GetItem", "Query", "Scan", "TransactGetItems"]

/** Whether it would be another thing the second time. */
export const isWrite = ({ Operation }: Explanation): boolean => !reads.includes(Operation)

const conditional = ["ConditionalCheckFailedException", "DuplicateItemException"]

/** Whether all is read, which the badge warns of. */
export const isScan = ({ Operation }: Explanation): boolean => Operation === "Scan"

/** How many parts there are, and where one is mistaken or what they cost together, as far as that is known; "" of one. */
export function togetherText(parts: readonly Part[], telling = true): string {
  if (parts.length < 2) return ""
  const mistake = telling ? parts.find((part) => part.Error)?.Error : undefined
  if (mistake) return `${kinds(parts)}, a mistake in ${mistake.Line ? `line ${mistake.Line}` : "one"}`
  const estimates = parts.flatMap(({ Explanation }) => Explanation?.Estimate ?? [])
  const units = estimates.reduce((sum, { Units }) => sum + Units, 0)
  if (estimates.length === 0) return kinds(parts)
  const known = estimates.length === parts.length
  const how = !known ? "at least " : estimates.every(({ Exact }) => Exact) ? "" : "about "
  return `${kinds(parts)}, ${how}${many(units, "unit")} together`
}

function kinds(parts: readonly Part[]): string {
  const statements = parts.filter(({ Kind }) => Kind === "statement").length
  const requests = parts.length - statements
  const some = (n: number, noun: string) => (n > 0 ? [many(n, noun)] : [])
  return [...some(statements, "statement"), ...some(requests, "request")].join(" and ")
}

/** The line of a text with a caret under the word that a mistake is about; "" when it is about none. */
export function caretText(text: string, { Line, Column = 1, Length = 1 }: Mistake): string {
  if (Line === undefined) return ""
  const line = text.split("\n")[Line - 1] ?? ""
  return `${line}\n${" ".repeat(Column - 1)}${"^".repeat(Math.max(1, Length))}`
}
