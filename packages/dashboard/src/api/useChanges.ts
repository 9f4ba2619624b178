import { Change } from "@parley/api/ChangesApi"
import { type QueryClient, type QueryFilters, useQueryClient } from "@tanstack/react-query"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { useEffect, useState } from "react"

const decode = Schema.decodeUnknownEither(Schema.parseJson(Change))

/** Changes come in bursts; what they make old is asked for again at most so often. */
const pause = 400
const again = 3000

/** Listens to what happens on the server and asks again for what it made old; answers whether the line stands. */
export const useChanges = (): boolean => {
  const queries = useQueryClient()
  const [connected, setConnected] = useState(true)
  useEffect(() => listen(queries, setConnected), [queries])
  return connected
}

/** Listens while the page is looked at, for a browser keeps only a few lines to one server; answers how to stop. */
const listen = (queries: QueryClient, tell: (connected: boolean) => void): () => void => {
  const changed = new Set<string>()
  let timer: number | undefined
  let retry: number | undefined
  let source: EventSource | undefined

  const flush = () => {
    const old: Pick<QueryFilters, "predicate"> = { predicate: ({ queryKey: [kind, id] }) => kind === "all" || (kind === "one" && typeof id === "string" && changed.has(id)) }
    // what is on its way is not cut off, a next page for one; it is asked for again once it is here
    if (queries.isFetching(old) > 0) {
      timer = window.setTimeout(flush, pause)
      return
    }
    timer = undefined
    void queries.invalidateQueries(old)
    changed.clear()
  }
  const connect = () => {
    source = new EventSource("/api/v1/changes")
    source.addEventListener("open", () => {
      tell(true)
      // the stream begins with what happens from now on
      void queries.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== "session" })
    })
    source.addEventListener("change", ({ data }: MessageEvent<unknown>) => {
      const change = decode(data)
      if (Either.isLeft(change)) return
      changed.add(change.right.negotiation)
      timer ??= window.setTimeout(flush, pause)
    })
    source.addEventListener("error", ({ target }) => {
      tell(false)
      // the browser tries again by itself unless the server refused
      if (!(target instanceof EventSource) || target.readyState !== EventSource.CLOSED) return
      retry = window.setTimeout(() => {
        void queries.invalidateQueries({ queryKey: ["session"] })
        connect()
      }, again)
    })
  }
  const leave = () => {
    window.clearTimeout(retry)
    source?.close()
    source = undefined
  }
  const look = () => {
    if (document.visibilityState === "hidden") leave()
    else if (source === undefined) connect()
  }
  look()
  document.addEventListener("visibilitychange", look)
  return () => {
    document.removeEventListener("visibilitychange", look)
    window.clearTimeout(timer)
    leave()
  }
}
