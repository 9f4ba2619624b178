import { connect } from "node:net"

/** How many requests a second were answered with 204, and the time each took in milliseconds, the shortest first. */
export interface Load {
  readonly rate: number
  readonly times: ReadonlyArray<number>
}

/**
 * Sends `count` requests over `connections` that stay open, each the next one when the last is answered. On sockets of its own making, for an HTTP client
 * would need more of the processor than the servers it measures. Anything but a 204 ends it.
 */
export const load = async (port: number, connections: number, count: number, requestOf: (n: number) => Buffer): Promise<Load> => {
  const times: Array<number> = []
  let next = 0
  const connection = () =>
    new Promise<void>((done, failed) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true })
      let answer = ""
      let began = 0
      const send = (): void => {
        if (next >= count) return void socket.end(done)
        began = performance.now()
        socket.write(requestOf(next++))
      }
      socket.on("connect", send)
      socket.on("error", failed)
      socket.on("close", () => failed(new Error("the server hung up")))
      socket.on("data", (chunk: Buffer) => {
        answer += chunk.toString("latin1")
        if (!answer.includes("\r\n\r\n")) return
        if (!answer.startsWith("HTTP/1.1 204")) return void socket.destroy(new Error(`expected a 204; got ${answer.slice(0, 200)}`))
        answer = ""
        times.push(performance.now() - began)
        send()
      })
    })
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, connection))
  return { rate: count / (performance.now() - began) * 1000, times: times.toSorted((a, b) => a - b) }
}
