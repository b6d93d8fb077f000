// What crosses between the page, the worker and the engine. The bytes of a call are described in the package comment
// of wasm/; wasm/testdata/wire.json holds samples, and the tests of both sides read it.

/** Microseconds since the Unix epoch: the engine's time, everywhere. */
export type Micros = number

const streamOperations = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"]

/** Whether an operation is one of DynamoDB Streams. */
export const ofStreams = (operation: string): boolean => streamOperations.includes(operation)

/** The target header of one of DynamoDB's operations, such as "PutItem": those of its streams have a service of their own. */
export const dynamodb = (operation: string): string =>
  `DynamoDB${ofStreams(operation) ? "Streams" : ""}_20120810.${operation}`

/** The target header of one of our own operations, such as "Inspect". */
export const ringside = (operation: string): string => `Ringside_20261101.${operation}`

/** How much of what a request did is told beside its answer: nothing, the steps, or steps with paths and outcomes. */
export type TraceLevel = 0 | 1 | 2

/** One request, as an SDK would send it: a target and a JSON body, and when it is made. */
export interface Request {
  target: string
  body: string | Uint8Array
  now: Micros
  /** Counted by the caller and echoed in the answer; 0 when left out. */
  number?: number
  /** Who asks, for conflicts between transactions; 0 (nobody in particular) when left out. */
  client?: number
  trace?: TraceLevel
}

/** Its answer: the body byte for byte as DynamoDB's, and beside it what the engine did. */
export interface Response {
  status: number
  body: Uint8Array
  /** The trace as JSON, empty at level 0. */
  trace: Uint8Array
  /** The engine's clock after the request. */
  now: Micros
  /** The place of the request in the session's log, 0 when it is not recorded. */
  n: number
  requestId: string
  crc32: number
}

/**
 * What the engine hands to its host: a response, the record for the session's log, and whether it may still be used.
 *
 * It is a window on the engine's own memory, good until the engine's next call: a host copies what it keeps.
 */
export interface Answer extends Response {
  number: number
  record: Uint8Array
  /** The engine panicked during this call: its database must not be asked again. */
  poisoned: boolean
}

/** The headers of an HTTP request that the engine reads, in the order of an HttpRequest's; ":path" is its path. */
export const headerNames = [
  ":path",
  "authorization",
  "content-type",
  "date",
  "x-amz-date",
  "x-amz-target",
  "x-ringside-client",
  "origin",
  "access-control-request-headers",
  "access-control-request-method",
] as const

/** A whole HTTP request to the database. Method and headers have a character for each byte. */
export interface HttpRequest {
  method: string
  /** The values of headerNames, "" for those that did not come. */
  header: readonly string[]
  body: Uint8Array
  now: Micros
}

/** Its response; the host adds the length and the checksum of what it sends. */
export interface HttpResponse {
  status: number
  /** Names, in lower case, and values by turns. */
  header: string[]
  /** A window on the engine's own memory, good until its next call. */
  body: Uint8Array
  /** The engine panicked during this call: its database must not be asked again. */
  poisoned: boolean
}

/** How a database opens; what is left out takes the engine's default. Lags and delays are in microseconds. */
export interface Options {
  seed?: number
  region?: string
  /** The wording of error messages: the current one, or that before the rollout of 2026. */
  validation?: 2025
  /** Whether metrics are gathered: they are unless it is said. */
  metrics?: boolean
  scale?: {
    partitions?: number
    treeDegree?: number
    pageBytes?: number
    partitionBytes?: number
    replicationLag?: Micros
    propagationLag?: Micros
    /** How long a leader leads that is not heard of any more. */
    lease?: Micros
    /** How long it takes to copy a partition to a replica that was stopped for too long. */
    rebuild?: Micros
    tableDelay?: Micros
    ttlDelay?: Micros
    /** How long a transaction holds its items against other clients. */
    transaction?: Micros
    /** How tables and partitions throttle: not at all, as it is today, or as it was once. */
    admission?: "off" | "even" | "burst" | "adaptive"
    /** Units that a partition gives in a second at the most. */
    partitionReads?: number
    partitionWrites?: number
    /** How long it takes until a partition that divides by itself is split. */
    splitTime?: Micros
    /** Each kind of change to a table takes as long as AWS took for it, in place of tableDelay. */
    realistic?: boolean
  }
}

/** What a replay of a log found: `Differs` is the first n that was answered differently, 0 when none was. */
export interface Replayed {
  Records: number
  Last: number
  Differs: number
  Torn: boolean
}

/** A request that made the engine panic, kept for the report. */
export interface Guilty {
  target: string
  body: string
  message: string
}

/** How the engine is: what the page shows beside Run. */
export type Status =
  | { is: "loading" }
  | { is: "ready"; startMillis: number }
  | { is: "rebuilt"; guilty: Guilty; replayed: Replayed }
  | { is: "failed"; stage: Stage; message: string }

/** Where the start of the engine stopped. */
export type Stage = "worker" | "runtime" | "fetch" | "compile" | "start" | "rebuild"

/** Where the worker finds the engine and how it opens it. */
export interface OpenMessage {
  do: "open"
  wasm: string
  runtime: string
  options: Options
}

/** One call of a batch. */
export interface Call extends Request {
  id: number
}

/** What the page sends to the worker. */
export type Message = OpenMessage | { do: "calls"; calls: Call[] } | { do: "log"; id: number }

/** One answer of a batch; its body and trace lie at `at` in the batch's bytes. */
export interface Result extends Omit<Response, "body" | "trace"> {
  id: number
  at: number
  bodyBytes: number
  traceBytes: number
}

/** A call that has no answer: the engine panicked, or could not take it. */
export interface Failure {
  id: number
  error: string
}

/** What the worker sends to the page. */
export type Reply =
  | { done: "status"; status: Status }
  | { done: "calls"; results: Result[]; failures: Failure[]; bytes: Uint8Array<ArrayBuffer> }
  | { done: "log"; id: number; bytes: Uint8Array<ArrayBuffer> }

/** Messages with more bytes than this hand their buffer over instead of copying it. */
export const transferAbove = 2048
