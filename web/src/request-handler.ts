import type { Client } from "./client.js"

// The AWS SDK for JavaScript sends its requests through a request handler. This one hands them to the engine instead of
// to a network, so that a program written against DynamoDB runs unmodified, in a browser and in Node:
//
//	new DynamoDBClient({ region: "us-east-1", requestHandler: requestHandler(db), ...unsigned })
//
// https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-maxsockets.html

/** The part of an SDK's HTTP request that reaches the engine. */
export interface SdkRequest {
  headers: Record<string, string>
  body?: unknown
}

/** What the SDK expects back. */
export interface SdkResponse {
  response: { statusCode: number; reason: string; headers: Record<string, string>; body: Uint8Array }
}

/** The shape of a request handler, as the SDK's packages define it. */
export interface SdkRequestHandler {
  handle(request: SdkRequest): Promise<SdkResponse>
  destroy(): void
  updateHttpClientConfig(key: never, value: never): void
  httpHandlerConfigs(): Record<string, never>
}

/** Settings for a client that talks to no account: its requests are not signed. */
export const unsigned = {
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  signer: { sign: async <T>(request: T): Promise<T> => request },
}

/** A request handler for `DynamoDBClient` and `DynamoDBDocumentClient` in front of a database. */
export function requestHandler(database: Pick<Client, "send">): SdkRequestHandler {
  return {
    handle: (request) => handle(database, request),
    destroy: () => {},
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  }
}

async function handle(database: Pick<Client, "send">, request: SdkRequest): Promise<SdkResponse> {
  const answer = await database.send(header(request, "x-amz-target"), bodyOf(request), { client: clientOf(request) })
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amzn-requestid": answer.requestId,
    "x-amz-crc32": String(answer.crc32),
  }
  return { response: { statusCode: answer.status, reason: "", headers, body: answer.body } }
}

/**
 * Who sends the request: the number in the header X-Ringside-Client, which a program that plays several clients sets. The
 * endpoints take other texts as well; here a client without a number is nobody.
 */
function clientOf(request: SdkRequest): number {
  return Number(header(request, "x-ringside-client")) || 0
}

/** Header names are without case; the SDK writes them in its own. */
function header(request: SdkRequest, name: string): string {
  const found = Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)
  return found?.[1] ?? ""
}

function bodyOf({ body }: SdkRequest): string | Uint8Array {
  // A copy, because the database takes bytes over, and the SDK may send the same ones again.
  if (body instanceof Uint8Array) return body.slice()
  return typeof body === "string" ? body : ""
}
