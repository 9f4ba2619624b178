// What others would write: takes a push, puts the same row into the same table and answers when it is durable. node baseline.ts node|signed|fastify <folder> <certificates' address>
import { open } from "@parley/adapters-sqlite/Database"
import * as Either from "effect/Either"
import fastify from "fastify"
import { createPublicKey, verify } from "node:crypto"
import { createServer, type IncomingMessage } from "node:http"

const [, , kind = "", folder = "", certsUrl = ""] = process.argv
const { db } = Either.getOrThrow(open(folder))
const begin = db.prepare("BEGIN IMMEDIATE")
const commit = db.prepare("COMMIT")
const insert = db.prepare("INSERT INTO pushes (id, mailbox, position, problem, at) VALUES (?, 'gmail', ?, NULL, ?) ON CONFLICT DO NOTHING")

// requests that come together share one transaction and one sync, as with Parley: without that every baseline is several times slower
let waiting: Array<{ readonly body: string; readonly done: () => void }> = []
const flush = (): void => {
  const group = waiting
  waiting = []
  begin.run()
  for (const { body } of group) {
    const { message } = JSON.parse(body)
    const { historyId } = JSON.parse(Buffer.from(message.data, "base64").toString("utf8"))
    insert.run(message.messageId, String(historyId), Date.now())
  }
  commit.run()
  for (const { done } of group) done()
}
const keep = (body: string, done: () => void): void => {
  waiting.push({ body, done })
  if (waiting.length === 1) setImmediate(flush)
}

const certificates: unknown = kind === "signed" ? await (await fetch(certsUrl)).json() : {}
const keys = Object.values(certificates ?? {}).map((pem) => createPublicKey(String(pem)))
const isGenuine = (authorization = ""): boolean => {
  const token = authorization.slice("Bearer ".length)
  const end = token.lastIndexOf(".")
  return keys.some((key) => verify("sha256", Buffer.from(token.slice(0, end)), key, Buffer.from(token.slice(end + 1), "base64url")))
}

const read = (request: IncomingMessage, then: (body: string) => void): void => {
  const chunks: Array<Buffer> = []
  request.on("data", (chunk: Buffer) => chunks.push(chunk))
  request.on("end", () => then(Buffer.concat(chunks).toString("utf8")))
}

if (kind === "fastify") {
  const app = fastify()
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body))
  app.post("/webhooks/gmail", (request, reply) => { keep(String(request.body), () => void reply.code(204).send()) })
  process.stderr.write(`${await app.listen({ host: "127.0.0.1", port: 0 })}\n`)
} else {
  const server = createServer((request, response) => {
    if (kind === "signed" && !isGenuine(request.headers.authorization)) return void response.writeHead(401).end()
    read(request, (body) => keep(body, () => response.writeHead(204).end()))
  })
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    process.stderr.write(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}\n`)
  })
}
