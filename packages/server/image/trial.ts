import type { Status } from "@parley/api/Reports"
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { graceOf, optionsOf, type Service, serviceOf } from "./Compose.ts"
import { startOutside } from "./Outside.ts"
import { podman, tryPodman, ulimits, until } from "./Tools.ts"
import type { Undo } from "./Undo.ts"

const composeFile = resolve(import.meta.dirname, "../../../compose.yaml")

/** The account that the image names. */
export const uid = 10_001

/**
 * Runs the image as compose.yaml says (OPS-05, OPS-02): a campaign on a volume, killed in its middle twice, and what the world outside saw; then a backup, what
 * it restores to, a stop, and a volume that belongs to somebody else. Each step is told; the first that is not as it must be throws.
 */
export const trial = async (image: string, undo: Undo, tell: (line: string) => void): Promise<void> => {
  const name = `parley-check-${process.pid}`
  const folder = mkdtempSync(join(tmpdir(), `${name}-`))
  undo.later(async () => rmSync(folder, { recursive: true, force: true }))
  const [secrets, outsideFolder] = [join(folder, "secrets"), join(folder, "google")]
  for (const one of ["secrets", "campaigns", "foreign"]) mkdirSync(join(folder, one))
  chownSync(folder, uid, uid)
  const volume = async (of: string): Promise<string> => {
    undo.later(() => tryPodman("volume", "rm", "--force", `${name}-${of}`))
    return podman("volume", "create", `${name}-${of}`)
  }
  const port = await freePort()
  const outside = await startOutside({ folder: outsideFolder, secrets, uid, port, undo })
  const [data, backups] = [await volume("data"), await volume("backups")]
  const [server, sidecar] = [serviceOf(composeFile, "parley"), serviceOf(composeFile, "backup")]
  const env = Object.entries({ ...outside.env, PARLEY_HTTP_HOST: "127.0.0.1", PARLEY_HTTP_PORT: String(port), PARLEY_LOG: "json", GMAIL_POLL_SECONDS: "3" }).map(([key, value]) => `--env=${key}=${value}`)
  const start = async (number: number): Promise<string> => {
    const container = `${name}-${number}`
    undo.later(() => removed(container))
    await podman("run", "--detach", "--name", container, "--network=host", ...ulimits, ...env, `--volume=${outsideFolder}:${outsideFolder}:ro`,
      ...optionsOf(server, { "/data": data, "/run/secrets": secrets, "/campaigns": join(folder, "campaigns") }), image)
    await until("readiness", 60, async () => (await tryPodman("exec", container, "node", "/app/probe.mjs", "ready")).code === 0, async () => (await tryPodman("logs", container)).stderr)
    return container
  }

  const first = await start(1)
  const health = await tryPodman("healthcheck", "run", first)
  must(health.code === 0, `the HEALTHCHECK answers ${health.code}: ${health.stdout}${health.stderr}`)
  const root = await tryPodman("exec", first, "sh", "-c", "id -u; touch /app/x /etc/x /tmp/x; true")
  must(root.stdout.trim() === String(uid) && root.stderr.split("\n").filter((line) => line.includes("Read-only file system")).length === 3, `not read-only, or not uid ${uid}: ${root.stdout}${root.stderr}`)
  tell(`ready as uid ${uid} on a read-only root, healthy`)

  await podman("exec", first, "parley", "campaign", "start", "samples/campaign.yaml")
  let running = first
  for (const [at, number] of [[6, 2], [18, 3]] as const) {
    await until(`${at} mails`, 60, async () => (await outside.sent()).length >= at, async () => (await tryPodman("logs", running)).stderr)
    await podman("kill", "--signal", "KILL", running)
    must(await podman("wait", running) === "137", "not ended by the kill")
    tell(`killed with ${(await outside.sent()).length} mails sent; a new container takes the volume`)
    running = await start(number)
  }
  const statusOf = async (): Promise<Status> => JSON.parse(await podman("exec", running, "parley", "status", "--json"))
  let before = ""
  await until("the campaign to settle", 120, async () => {
    const status = await statusOf()
    const now = JSON.stringify([status.mail, status.inbox, (await outside.sent()).length, outside.written()])
    const same = now === before && sum(status.inbox) === (await outside.sent()).length + outside.written()
    before = now
    if (!same) await new Promise((done) => setTimeout(done, 2500))
    return same
  }, async () => before)
  const status = await statusOf()
  const sent = await outside.sent()
  must(new Set(sent.map(({ marker }) => marker)).size === sent.length && new Set(sent.map(({ messageId }) => messageId)).size === sent.length, "a mail was sent twice")
  // the mailbox shows Parley its own mails, too
  must(status.mail["sent"] === sent.length && status.unaccountedMessages === 0 && sum(status.inbox) === sent.length + outside.written(),
    `outside ${sent.length} mails left and ${outside.written()} were written; the books say ${JSON.stringify({ mail: status.mail, inbox: status.inbox, unaccounted: status.unaccountedMessages })}`)
  const { failed = 0, sent: pushed = 0 } = await outside.pushes()
  must(pushed > failed, `no push reached a container: ${pushed} were sent and ${failed} failed`)
  tell(`${sent.length} mails left once each, ${outside.written()} replies read; ${await podman("exec", running, "parley", "verify")}`)

  const file = await backedUp({ image, name, undo, sidecar, data, backups })
  const restored = await podman("run", "--rm", "--network=host", ...ulimits, ...env, `--volume=${outsideFolder}:${outsideFolder}:ro`, `--volume=${backups}:/backups:ro`,
    ...optionsOf(server, { "/data": await volume("restored"), "/run/secrets": secrets, "/campaigns": join(folder, "campaigns") }), image, "restore", `/backups/${file}`)
  must(restored.includes("Sending is stopped"), restored)
  tell(`backed up beside the server and restored into an empty volume: ${restored.split("\n")[0]}`)

  const gone = sent[0]?.to.match(/<(.*)>/)?.[1] ?? ""
  await podman("exec", running, "parley", "forget", gone)
  must((await podman("exec", running, "parley", "verify")).includes("everything adds up"), "forget broke the books")
  tell("forgets a person, whose pages are overwritten, with nothing writable but the volume")

  const since = Date.now()
  await podman("stop", "--time", String(graceOf(server)), running)
  const code = await podman("wait", running)
  must(code === "0", `a stop ended with ${code}: ${(await tryPodman("logs", running)).stderr}`)
  tell(`stops on SIGTERM with 0 after ${((Date.now() - since) / 1000).toFixed(1)} s of ${graceOf(server)}`)

  const foreign = await tryPodman("run", "--rm", "--network=none", ...ulimits, ...optionsOf(server, { "/data": join(folder, "foreign"), "/run/secrets": secrets, "/campaigns": join(folder, "campaigns") }), image)
  must(foreign.code === 2 && foreign.stderr.includes(`This account is uid ${uid}; as root: chown -R ${uid}:${uid} /data`), `a folder of root's was answered with ${foreign.code}: ${foreign.stderr}`)
  await podman("run", "--rm", "--network=none", ...ulimits, "--user=0", "--entrypoint=chown", `--volume=${join(folder, "foreign")}:/data`, image, "-R", `${uid}:${uid}`, "/data")
  must(statSync(join(folder, "foreign")).uid === uid, "the documented chown mends nothing")
  tell(`refuses a volume of another account with 2: ${foreign.stderr.trim().split("\n").at(-1)?.trim()}`)
}

/** The compose file's backup service beside the server: it makes one, and its own check finds it. Answers its name. */
const backedUp = async ({ backups, data, image, name, sidecar, undo }: {
  readonly image: string
  readonly name: string
  readonly undo: Undo
  readonly sidecar: Service
  readonly data: string
  readonly backups: string
}): Promise<string> => {
  const container = `${name}-backup`
  undo.later(() => removed(container))
  await podman("run", "--detach", "--name", container, "--network=none", ...ulimits, ...optionsOf(sidecar, { "/data": data, "/backups": backups }), image, ...sidecar.command)
  const [, ...check] = sidecar.healthcheck?.test ?? []
  await until("a backup", 60, async () => (await tryPodman("exec", container, ...check)).code === 0, async () => (await tryPodman("logs", container)).stderr)
  const [file = "", ...more] = (await podman("exec", container, "sh", "-c", "cd /backups; for one in *; do echo $one; done")).split("\n")
  must(/^parley-\d{8}T\d{6}Z\.db$/.test(file) && more.length === 0, `the backups are ${[file, ...more].join(", ")}`)
  await podman("stop", "--time", String(graceOf(sidecar)), container)
  must(await podman("wait", container) === "0", "the backup service did not end with 0")
  return file
}

const removed = (container: string) => tryPodman("rm", "--force", "--time", "0", container)

const must = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new Error(otherwise)
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, one) => total + one, 0)

const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const probe = createServer().once("error", failed)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
