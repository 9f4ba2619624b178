import { type Diagnosis, problem } from "@parley/domain/ports/Diagnosis"
import * as Effect from "effect/Effect"
import { failureOf } from "./internal/failure.ts"
import { load } from "./internal/serviceAccount.ts"
import type { Options } from "./SheetsRoster.ts"

/** Whether the service account's key is one, and Google lets it in. Which spreadsheets it may read shows where they are read. */
export const diagnose = ({ keyFile, timeout = 20_000, tokenUrl }: Pick<Options, "keyFile" | "timeout" | "tokenUrl">): Effect.Effect<Diagnosis> =>
  Effect.gen(function*() {
    const { address, client } = yield* load(keyFile, tokenUrl, timeout)
    yield* Effect.tryPromise({ try: () => client.authorize(), catch: (error) => failureOf(error, { account: address, source: "", spreadsheet: "", tab: "" }).told })
    return { told: `${address} may sign in`, findings: [] }
  }).pipe(Effect.catchAll(({ expected, reason }) => Effect.succeed({
    told: "", findings: [problem(reason, expected, "put the path of the JSON key that Google's console gave the account into GOOGLE_SERVICE_ACCOUNT_FILE, or make another key")]
  })))
