import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { parse } from "yaml"

const Bind = Schema.Struct({
  type: Schema.Literal("bind"), source: Schema.String, target: Schema.String, read_only: Schema.Boolean, bind: Schema.Struct({ create_host_path: Schema.Literal(false) })
})

/** What the check knows to hand to podman; a key that it does not know is an error, so that nothing in the file goes untried unnoticed. */
const Service = Schema.Struct({
  command: Schema.optionalWith(Schema.Array(Schema.String), { default: () => [] }),
  read_only: Schema.Literal(true),
  cap_drop: Schema.Array(Schema.String),
  security_opt: Schema.Array(Schema.String),
  stop_grace_period: Schema.String.pipe(Schema.pattern(/^\d+s$/)),
  volumes: Schema.Array(Schema.Union(Schema.String, Bind)),
  healthcheck: Schema.optional(Schema.Struct({ test: Schema.Array(Schema.String), interval: Schema.String, timeout: Schema.String, start_period: Schema.String, retries: Schema.Number })),
  network_mode: Schema.optional(Schema.Literal("none")),
  deploy: Schema.Struct({ resources: Schema.Struct({ limits: Schema.Struct({ cpus: Schema.String, memory: Schema.String, pids: Schema.Number }) }) })
})

export type Service = typeof Service.Type

/** Keys that the check gives values of its own, or that podman has no part in. */
const otherwise = ["image", "build", "restart", "env_file", "ports", "logging", "depends_on"]

/** A service of the compose file as it is run here. */
export const serviceOf = (file: string, name: string): Service => {
  const compose: unknown = parse(readFileSync(file, "utf8"), { merge: true })
  const { services } = Schema.decodeUnknownSync(Schema.Struct({ services: Schema.Record({ key: Schema.String, value: Schema.Record({ key: Schema.String, value: Schema.Unknown }) }) }))(compose)
  const known = Object.entries(services[name] ?? {}).filter(([key]) => !otherwise.includes(key))
  return Schema.decodeUnknownSync(Service, { onExcessProperty: "error", errors: "all" })(Object.fromEntries(known))
}

/** Seconds that a stop may take. */
export const graceOf = ({ stop_grace_period }: Service): number => Number.parseInt(stop_grace_period, 10)

/** The service's options for `podman run`; `sources` says what stands here for each volume, by its place in the container. */
export const optionsOf = (service: Service, sources: Readonly<Record<string, string>>): ReadonlyArray<string> => {
  const { cpus, memory, pids } = service.deploy.resources.limits
  return [
    // podman would add writable tmpfs, docker does not
    "--read-only", "--read-only-tmpfs=false",
    ...service.cap_drop.map((one) => `--cap-drop=${one}`),
    ...service.security_opt.map((one) => `--security-opt=${one.replace(/:true$/, "")}`),
    `--cpus=${cpus}`, `--memory=${memory}`, `--pids-limit=${pids}`,
    ...service.volumes.map((one) => {
      const target = typeof one === "string" ? one.slice(one.lastIndexOf(":") + 1) : one.target
      const source = sources[target]
      if (source === undefined) throw new Error(`compose.yaml has a volume at ${target} that the check knows nothing of`)
      return `--volume=${source}:${target}${typeof one !== "string" && one.read_only ? ":ro" : ""}`
    })
  ]
}
