// The least HTTP client that will do: it keeps a connection open and asks one thing at a time. Node's own client costs
// more than the fastest server here, and would hide the difference.

import { connect } from "node:net"

const headEnd = "\r\n\r\n"

/** As an SDK sends it, but for a signature that anybody checks. */
const headOf = (operation, bytes) =>
  [
    "POST / HTTP/1.1",
    "Host: 127.0.0.1",
    "Content-Type: application/x-amz-json-1.0",
    `X-Amz-Target: DynamoDB_20120810.${operation}`,
    "X-Amz-Date: 20260101T000000Z",
    "Authorization: AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    `Content-Length: ${bytes}`,
  ].join("\r\n") + headEnd

/** A connection to a server on this machine, opened anew when the server has closed it for being idle. */
export class Connection {
  constructor(port) {
    this.port = port
    this.received = Buffer.alloc(0)
  }

  /** Sends a request, once the one before has been answered, and returns the body of a response with status 200. */
  call(operation, body) {
    return new Promise((resolve, reject) => {
      this.waiting = { request: headOf(operation, Buffer.byteLength(body)) + body, resolve, reject }
      this.socket ??= this.open()
      this.socket.write(this.waiting.request)
    })
  }

  close() {
    this.socket?.destroy()
  }

  open() {
    const socket = connect({ port: this.port, host: "127.0.0.1", noDelay: true })
    socket.on("data", (chunk) => this.receive(chunk))
    socket.on("error", (cause) => this.settle("reject", cause))
    socket.on("close", () => this.closed())
    return socket
  }

  /** The server may close a connection at the very moment that it is asked something: then it is asked again. */
  closed() {
    this.socket = undefined
    if (!this.waiting) return
    this.socket = this.open()
    this.socket.write(this.waiting.request)
  }

  receive(chunk) {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk])
    const end = this.received.indexOf(headEnd)
    if (end < 0) return
    const head = this.received.latin1Slice(0, end)
    const from = end + headEnd.length
    const to = from + Number(/\r\ncontent-length: *(\d+)/i.exec(head)[1])
    if (this.received.length < to) return
    const body = this.received.utf8Slice(from, to)
    this.received = this.received.subarray(to)
    if (head.startsWith("HTTP/1.1 200")) this.settle("resolve", body)
    else this.settle("reject", new Error(`${head.split("\r\n")[0]} ${body}`))
  }

  settle(how, value) {
    const waiting = this.waiting
    this.waiting = undefined
    waiting?.[how](value)
  }
}
