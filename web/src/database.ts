import type { Members } from "./ask.js"
import { type Client, jsonOf, textOf } from "./client.js"
import type { AlarmInput, Metrics } from "./metrics.js"
import { Recall } from "./recall.js"
import { operationIn, type Part, type Sendable } from "./script.js"
import type { ComingEvent, PlacedKey, Table, Tree } from "./table.js"
import { readTrace, type Trace } from "./trace.js"
import type { Item } from "./value.js"
import { dynamodb, type Micros, ofStreams, type Response, ringside } from "./wire.js"
import type { WorkloadName, WorkloadStart, WorkloadStatus } from "./workload.js"

/** A request that was refused, in DynamoDB's own words. */
export class Refusal extends Error {
  override name = "Refusal"

  constructor(
    readonly type: string,
    message: string,
    readonly trace: Trace,
  ) {
    super(message)
  }
}

interface RefusalBody {
  readonly __type?: string
  readonly message?: string
  readonly Message?: string
  readonly CancellationReasons?: readonly { Message?: string }[]
}

/** What an operation answered, as it came. */
export interface Body {
  readonly Items?: readonly Item[]
  readonly Item?: Item
  readonly Attributes?: Item
  readonly Responses?: Readonly<Record<string, readonly Item[]>> | readonly { readonly Item?: Item }[]
  readonly NextToken?: string
  readonly LastEvaluatedKey?: Item
}

/** One page of an answer. */
export interface Page {
  /** Its record in the session's log. */
  readonly n: number
  readonly operation: string
  /** The items in it; undefined when the operation answers without any. */
  readonly items: readonly Item[] | undefined
  readonly body: Body
  /** What to ask for the next page with; undefined after the last. */
  readonly next: Members | undefined
  readonly trace: Trace
}

/** What CreateTable takes, as far as the page says more than its samples do. */
export interface TableInput {
  readonly TableName: string
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[]
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[]
  readonly BillingMode: string
  readonly StreamSpecification?: { readonly StreamEnabled: boolean; readonly StreamViewType: string }
}

/** How the seeded generator makes items. */
export interface Generator {
  readonly Items: number
  readonly Distribution: "uniform" | "zipf"
  readonly Collections: number
  readonly Seed: number
}

/** How far a load is. */
export interface Loaded {
  readonly Stage: string
  readonly Loaded: number
  readonly Total: number
  readonly Done: boolean
}

/** Where a key lies: the text that is hashed, its hash and the partition that owns it. */
export interface Located {
  readonly HashInput: string
  readonly Hash: string
  readonly Partition: number
}

/** What will happen by itself, the next first, and the database's clock. */
export interface Coming {
  readonly Now: Micros
  readonly Events: readonly ComingEvent[]
  readonly EventCount: number
  readonly StoppedZones?: readonly string[]
}

/** A table, or one of its indexes; "" is none. */
export interface Place {
  readonly table: string
  readonly index: string
}

/** A place as the engine's own operations take it. */
export const nameOf = ({ table, index }: Place): { TableName: string; IndexName?: string } => ({
  TableName: table,
  ...(index && { IndexName: index }),
})

/** How far an advance came. */
export interface Advanced {
  readonly Now: Micros
  /** There is more due. */
  readonly More: boolean
  /** How many requests of workloads were made. */
  readonly Requests?: number
}

/** Which part of which tree is wanted. */
export interface TreeInput {
  readonly TableName: string
  readonly IndexName?: string
  readonly Partition: number
  /** The leader's when left out. */
  readonly Replica?: number
  readonly Limit?: number
  /** false: nodes say how many keys they have, and not which. */
  readonly Keys?: boolean
  /** Child indices from the root to the node whose subtree is wanted. */
  readonly Path?: readonly number[]
}

/** Where a partition is cut: at a hash, at a key, or else in the middle of its range. */
export interface SplitInput {
  readonly TableName: string
  readonly IndexName?: string
  readonly Partition: number
  readonly At?: string
  readonly Key?: Item
}

/** What goes wrong, where, and how. */
export interface FaultInput {
  readonly Kind: string
  readonly TableName?: string
  readonly IndexName?: string
  readonly Partition?: number
  readonly Replica?: number
  readonly Zone?: string
  readonly Span?: Micros
  readonly Hold?: boolean
  readonly Count?: number
}

// The operations that end later than they began.
const passing = new Set(["Advance", "Fault"])

/** The requests that the page makes, over a client that sends them. */
export class Database {
  /** When the last request that a reader ran was made; undefined after one that lets time pass. */
  ranAt: Micros | undefined
  private readonly said = new Recall()

  constructor(private readonly client: Pick<Client, "send">) {}

  /** Keeps strings that a request can hand in by their names. */
  remember(said: Readonly<Record<string, string>>): void {
    this.said.keep(said)
  }

  /** Sends a request, or reads a later page of its answer. */
  async run({ Target, Body }: Sendable, next?: Members): Promise<Page> {
    const operation = operationIn(Target)
    const body = next ? JSON.stringify({ ...(JSON.parse(Body) as Members), ...next }) : Body
    const response = await this.client.send(Target, this.said.recalled(body), { trace: 2 })
    this.ranAt = passing.has(operation) ? undefined : response.now
    const answer = read<Body>(response)
    if (ofStreams(operation)) this.said.keep(answer)
    const trace = traceOf(response)
    return {
      n: response.n,
      operation: trace.operation || operation,
      items: itemsOf(operation, answer),
      body: answer,
      next: nextOf(answer),
      trace,
    }
  }

  /** Reads what stands in an editor: what is to be sent, what that would do, and what is wrong with it. Does nothing. */
  async read(text: string, strong: boolean): Promise<readonly Part[]> {
    const input = { Text: text, ...(strong && { ConsistentRead: true }) }
    const { Parts } = await this.own<{ Parts: readonly Part[] }>("Explain", input, asItIs)
    return Promise.all(Parts.map((part) => this.withSaid(part)))
  }

  /** A part explained with what was said, where it asks for that by name. */
  private async withSaid(part: Part): Promise<Part> {
    const { Explanation, Error: mistake, ...sent } = part
    const body = sent.Body && (Explanation || mistake) ? this.said.recalled(sent.Body) : sent.Body
    if (!body || body === sent.Body) return part
    const request = `{"Target":${JSON.stringify(sent.Target)},"Body":${body}}`
    try {
      return { ...sent, Explanation: read(await this.client.send(ringside("Explain"), request, asItIs)) }
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      return { ...sent, Error: { Type: cause.type, Message: cause.message } }
    }
  }

  async tableNames(): Promise<readonly string[]> {
    const response = await this.client.send(dynamodb("ListTables"), "{}")
    return read<{ TableNames: string[] }>(response).TableNames
  }

  /** A table and its partitions, at most so many of them. */
  table(name: string, limit = 1024): Promise<Table> {
    return this.own("Inspect", { Level: "table", TableName: name, Limit: limit })
  }

  /** The top halves of the hashes of a table's items, or of an index's, in base64, at most so many of them. */
  async dots(place: Place, limit = 100_000): Promise<string> {
    const { Dots } = await this.own<{ Dots: string }>("Inspect", { Level: "dots", ...nameOf(place), Limit: limit })
    return Dots
  }

  /** The keys of a table's items, or of an index's, in the order of their hashes, from a hash on. */
  async items(place: Place, from: string, limit = 100): Promise<readonly PlacedKey[]> {
    const input = { Level: "items", ...nameOf(place), From: from, Limit: limit }
    const { Items } = await this.own<{ Items: readonly PlacedKey[] }>("Inspect", input)
    return Items
  }

  /** The B-tree of a replica. `now` keeps the clock where the request that is being drawn left it. */
  tree(input: TreeInput, now?: Micros): Promise<Tree> {
    return this.own("Inspect", { Level: "tree", ...input }, now === undefined ? {} : { now })
  }

  /** What is about to happen, at most so many events of it. */
  coming(limit = 100): Promise<Coming> {
    return this.own("Inspect", { Level: "database", Limit: limit })
  }

  /** Where a key, or a partition key alone, lies on the ring. */
  locate(place: Place, key: Item): Promise<Located> {
    return this.own("Locate", { ...nameOf(place), Key: key })
  }

  /** Makes something go wrong, or right again. */
  fault(input: FaultInput): Promise<{ readonly Changed: number; readonly Now: Micros }> {
    return this.own("Fault", input)
  }

  /** Cuts a partition in two. */
  split(input: SplitInput): Promise<{ readonly Parent: number; readonly Children: readonly number[] }> {
    return this.own("Split", input)
  }

  /** Does at most so many steps of the work that changes no answer, such as dropping what a split left behind. */
  tidy(steps = 2000): Promise<{ readonly Steps: number; readonly More: boolean }> {
    return this.own("Tidy", { Steps: steps })
  }

  /** Runs what falls due up to a time, at most so many events and requests of workloads. */
  advance(until: Micros, limit = 1000): Promise<Advanced> {
    return this.own("Advance", { Until: until, Limit: limit }, { now: 0 })
  }

  /** Starts to make requests, as time goes. */
  startWorkload(start: WorkloadStart): Promise<WorkloadStatus> {
    return this.own("Workload", { Start: start })
  }

  /** Ends a workload; nothing of it is left to come. */
  cancelWorkload(name: string): Promise<WorkloadStatus> {
    return this.own("Workload", { Cancel: name }, asItIs)
  }

  /** The workloads there have been, the last one last. */
  async workloads(): Promise<readonly WorkloadName[]> {
    return (await this.own<{ Workloads: readonly WorkloadName[] }>("Workload", {}, asItIs)).Workloads
  }

  /** How a workload is, with so many of its last periods. */
  workload(name: string, period: "tenth" | "second", limit: number): Promise<WorkloadStatus> {
    return this.own("Workload", { Status: name, Period: period, Limit: limit }, asItIs)
  }

  /** What was counted in so many of the last seconds about a table, or one of its global indexes. */
  metrics(place: Place, limit: number, now?: Micros): Promise<Metrics> {
    return this.own("Metrics", { ...nameOf(place), Period: "second", Limit: limit }, now ? { now } : asItIs)
  }

  /** Has a metric watched, in place of what an alarm of that name watched. */
  async putAlarm(alarm: AlarmInput): Promise<void> {
    await this.own("Alarm", { Put: alarm })
  }

  async removeAlarm(name: string): Promise<void> {
    await this.own("Alarm", { Remove: name })
  }

  /** Takes the whole database back to what it was after record n of the session. */
  rewind(n: number): Promise<{ readonly N: number; readonly Now: Micros; readonly Requests: number }> {
    return this.own("Restore", { N: n })
  }

  async createTable(input: TableInput): Promise<void> {
    read(await this.client.send(dynamodb("CreateTable"), JSON.stringify(input)))
  }

  async deleteTable(name: string): Promise<void> {
    read(await this.client.send(dynamodb("DeleteTable"), JSON.stringify({ TableName: name })))
  }

  /** Puts the items into the table all at once. */
  loadItems(name: string, items: readonly Item[]): Promise<Loaded> {
    return this.own("Load", { TableName: name, Chunk: 0, Chunks: 1, Items: items })
  }

  /** Begins to generate items, beside the table; nothing of it is seen before it is done. */
  generate(name: string, generator: Generator): Promise<Loaded> {
    return this.own("Load", { TableName: name, Generator: generator })
  }

  /** Goes on with a load that is not done. */
  goOn(stage: string): Promise<Loaded> {
    return this.own("Load", { Stage: stage })
  }

  /** Drops a load; the table is as it was before. */
  async cancel(stage: string): Promise<void> {
    await this.own("Load", { Stage: stage, Cancel: true })
  }

  private async own<T>(operation: string, body: object, how = {}): Promise<T> {
    return read<T>(await this.client.send(ringside(operation), JSON.stringify(body), how))
  }
}

// Moves no clock: what is due by now may be more than one call should do.
const asItIs = { now: 0 }

/** The items of an answer. Of the operations that answer with one, GetItem alone leaves it out when there is none. */
function itemsOf(operation: string, { Items, Item, Attributes, Responses }: Body): readonly Item[] | undefined {
  const one = Item ?? Attributes
  return Items ?? (one && [one]) ?? itemsIn(Responses) ?? (operation === "GetItem" ? [] : undefined)
}

/** The items of a batch, which has them by table, and of a transaction, which has one for each action or none. */
function itemsIn(responses: Body["Responses"]): readonly Item[] | undefined {
  if (!responses) return undefined
  return Object.values(responses).flatMap((one: readonly Item[] | { readonly Item?: Item }) =>
    Array.isArray(one) ? one : ((one as { readonly Item?: Item }).Item ?? []),
  )
}

/** Statements go on by a token, Query and Scan by the last key. */
function nextOf({ NextToken, LastEvaluatedKey }: Body): Members | undefined {
  if (NextToken) return { NextToken }
  return LastEvaluatedKey && { ExclusiveStartKey: LastEvaluatedKey }
}

/** The body of an answer; one that says no is thrown. */
function read<T>(response: Response): T {
  if (response.status === 200) return jsonOf<T>(response)
  const { __type = "", message, Message, CancellationReasons = [] } = refusalOf(response)
  const said = [message ?? Message ?? "", ...CancellationReasons.flatMap(reasonText)].join(" ")
  throw new Refusal(__type.slice(__type.indexOf("#") + 1), said, traceOf(response))
}

/** Why one action of a transaction cancelled it, if it did. */
const reasonText = ({ Message }: { Message?: string }, i: number): readonly string[] =>
  Message ? [`Action ${i + 1}: ${Message}.`] : []

/** The body of a refusal. Only the protocol's own layer, which no statement reaches, answers without JSON. */
function refusalOf(response: Response): RefusalBody {
  return textOf(response) === "" ? {} : jsonOf(response)
}

const decoder = new TextDecoder()

const traceOf = (response: Response): Trace => readTrace(decoder.decode(response.trace), response.now)
