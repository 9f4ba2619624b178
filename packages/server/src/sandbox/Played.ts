import * as Context from "effect/Context"

/** The addresses of creators whom a simulation plays already; nobody else answers for them in the sandbox. Lower case. */
export class Played extends Context.Reference<Played>()("@parley/server/sandbox/Played", { defaultValue: (): ReadonlySet<string> => new Set() }) {}
