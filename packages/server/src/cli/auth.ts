import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { join } from "node:path"
import { googleSettings, signInProblems } from "../GoogleSettings.ts"
import { prepareDataDir } from "../Server.ts"
import { InvalidSettings, settings } from "../Settings.ts"
import { problemsOf } from "../settingOf.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { json, print } from "./print.ts"
import { printable } from "./printable.ts"

const within = (name: string, from: number, to: number, description: string, fallback: number) =>
  Options.integer(name).pipe(
    Options.withDescription(description),
    Options.withDefault(fallback),
    Options.filterMap(
      (value) => value >= from && value <= to ? Option.some(value) : Option.none(),
      `Expected --${name} to be a whole number from ${from} to ${to}`
    )
  )

const gmail = Command.make("gmail", {
  timeoutMinutes: within("timeout-minutes", 1, 60, "How long to wait for the browser to come back", 10),
  port: within("port", 0, 65_535, "Where on 127.0.0.1 the browser comes back to, e.g. to forward it over ssh; 0 is any free one", 0),
  anyAccount: Options.boolean("any-account").pipe(Options.withDescription("Take whoever signs in, also an account that is none of our addresses")),
  json
}, ({ anyAccount, json, port, timeoutMinutes }) =>
  Effect.gen(function*() {
    const loaded = yield* Effect.mapError(Config.all({ google: googleSettings, server: settings }), (error) => new InvalidSettings({ problems: problemsOf(error) }))
    const { google, server } = loaded
    const { clientId, clientSecret } = google
    if (clientId === null || clientSecret === null) return yield* new InvalidSettings({ problems: signInProblems(google) })
    if (google.tokenFile === null) yield* prepareDataDir(server)
    const { signIn } = yield* Effect.promise(() => import("@parley/adapters-gmail/signIn"))
    const signedIn = yield* signIn({
      oauth: { clientId, clientSecret, tokenUrl: google.tokenUrl, authUrl: google.authUrl },
      rootUrl: google.apiRootUrl,
      tokenFile: google.tokenFile ?? join(server.dataDir, "gmail-token.json"),
      addresses: [server.agentAddress, ...server.ownAddresses],
      anyAccount, port,
      timeout: Duration.minutes(timeoutMinutes),
      // on stderr, so that a program that asks for JSON gets nothing else
      show: (url) => Console.error(`Open this address in a browser on this machine and sign in as ${server.agentAddress}:\n\n${printable(url)}\n\nWaiting for up to ${timeoutMinutes} min; Ctrl-C ends it.`)
    }).pipe(
      Effect.raceFirst(countdown(timeoutMinutes)),
      Effect.mapError(({ reason }) => new CommandFailed({ message: `Not signed in: ${reason}` }))
    )
    yield* print(json, signedIn, ({ address, tokenFile }) =>
      `${address} is signed in. The sign-in is kept in ${tokenFile}; a running server takes it up without a restart.`)
  })).pipe(Command.withDescription("Sign in to Gmail with a browser; a running server needs no restart"))

/** The time that is left, where somebody looks at it. Never ends. */
const countdown = (minutes: number): Effect.Effect<never> => {
  if (!process.stderr.isTTY) return Effect.never
  const show = (seconds: number) => Effect.sync(() => {
    process.stderr.write(`\r${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left \u001b[K`)
  })
  return Effect.iterate(minutes * 60 - 1, {
    while: (seconds) => seconds >= 0,
    body: (seconds) => Effect.as(Effect.zipRight(Effect.sleep("1 second"), show(seconds)), seconds - 1)
  }).pipe(
    Effect.zipRight(Effect.never),
    Effect.ensuring(Effect.sync(() => { process.stderr.write("\r\u001b[K") }))
  )
}

/** `parley auth`: who lets Parley in. */
export const auth = Command.make("auth").pipe(Command.withDescription("Sign in to what Parley works with"), Command.withSubcommands([gmail]))
