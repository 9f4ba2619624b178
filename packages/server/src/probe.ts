// What a container's HEALTHCHECK runs, for which the whole CLI would be too much: node probe.mjs [health|ready]
// Exit code 0 when this container's own server answers 200; else 1, and stderr says what it answered.
const host = process.env["PARLEY_HTTP_HOST"] ?? ""
/** What listens everywhere listens here. */
const here = host === "" || host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host
const address = `http://${here}:${process.env["PARLEY_HTTP_PORT"] ?? "8480"}/${process.argv[2] ?? "health"}`

try {
  const answer = await fetch(address, { signal: AbortSignal.timeout(3000) })
  if (!answer.ok) {
    process.stderr.write(`${address} answered ${answer.status}: ${await answer.text()}\n`)
    process.exitCode = 1
  }
} catch (error) {
  process.stderr.write(`${address} does not answer: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

export {}
