import * as Effect from "effect/Effect"
import { serveWith } from "./serve.ts"

/** Takes mail out of new/ when it is listed, before it is stored. */
serveWith((real) => ({
  ...real,
  arrivals: (cursor) => Effect.tap(real.arrivals(cursor), ({ messages }) => real.filed(messages.map((one) => one.providerId)))
}))
