import * as Context from "effect/Context"

/** Which way a request came: over the network, or over the socket, which only the account that runs the server can open. */
export class Transport extends Context.Reference<Transport>()("@parley/server/http/Transport", { defaultValue: (): "network" | "socket" => "network" }) {}
