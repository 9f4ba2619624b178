import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as Effect from "effect/Effect"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { parse } from "yaml"
import { graceOf, optionsOf, serviceOf } from "../image/Compose.ts"
import { loadSettings } from "../src/Settings.ts"

const root = resolve(import.meta.dirname, "../../..")
const file = join(root, "compose.yaml")

/** A compose file with one text of the real one changed. */
const changed = <A>(from: string, to: string, use: (path: string) => A): A => {
  const text = readFileSync(file, "utf8")
  assert.include(text, from)
  const folder = mkdtempSync(join(tmpdir(), "parley-compose-"))
  try {
    writeFileSync(join(folder, "compose.yaml"), text.replace(from, to))
    return use(join(folder, "compose.yaml"))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe("compose.yaml", () => {
  it("OPS-05 gives every service limits, a read-only root, no capabilities but the proxy's one, and a log that ends", () => {
    const { services } = parse(readFileSync(file, "utf8"))
    assert.deepStrictEqual(Object.keys(services), ["parley", "backup", "tls"])
    for (const [name, service] of Object.entries<Record<string, unknown>>(services)) {
      assert.deepInclude(service, { read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"], restart: "unless-stopped" }, name)
      assert.deepStrictEqual(service["cap_add"], name === "tls" ? ["NET_BIND_SERVICE"] : undefined, name)
      assert.containsAllKeys(service, ["deploy", "logging"], name)
    }
  })

  it("OPS-05 runs the server and its backups with what the image check tries, secrets as files that cannot be written", () => {
    const options = optionsOf(serviceOf(file, "parley"), { "/data": "data", "/run/secrets": "secrets", "/campaigns": "campaigns" })
    assert.includeMembers([...options], [
      "--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--memory=512M", "--pids-limit=128", "--volume=data:/data", "--volume=secrets:/run/secrets:ro"
    ])
    assert.deepStrictEqual(serviceOf(file, "backup").command.slice(0, 2), ["backups", "/backups"])
  })

  it.effect("OPS-02 waits longer for a stop than the server's own grace period", () =>
    Effect.map(loadSettings, ({ grace }) => {
      assert.isAbove(graceOf(serviceOf(file, "parley")) * 1000, grace)
    }))

  it("OPS-05 has nothing that the image check passes over in silence", () => {
    const outcome = (from: string, to: string) => changed(from, to, (path) => Either.try(() => optionsOf(serviceOf(path, "parley"), { "/data": "data", "/run/secrets": "secrets", "/campaigns": "campaigns" })))
    assert.isTrue(Either.isRight(outcome("read_only: true", "read_only: true")))
    assert.isTrue(Either.isLeft(outcome("read_only: true", "read_only: false")))
    assert.isTrue(Either.isLeft(outcome("read_only: true", "read_only: true\n    privileged: true")))
    assert.isTrue(Either.isLeft(outcome("- data:/data", "- data:/data\n      - /:/host")))
    assert.isTrue(Either.isLeft(outcome("memory: 512M", "swap: 512M")))
  })
})
