import { assert } from "@effect/vitest"
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir, userInfo } from "node:os"
import { join, resolve } from "node:path"
import { freePort } from "../harness/freePort.ts"
import { inWorld, until, type World } from "../harness/ServerProcess.ts"

const root = resolve(import.meta.dirname, "../../../..")
const scripts = join(root, "ops/deploy")
const registry = "registry.example/parley"

/** A machine that is deployed to, over a real sshd on loopback with keys of its own; the volume is the world's data directory. */
export interface Host {
  readonly world: World
  /** Makes an image that can be pulled and answers its reference; `patch` changes the text of its server's files, which must change something. */
  readonly image: (name: string, options?: { readonly env?: string; readonly patch?: readonly [string, string] }) => string
  /** Runs ops/deploy/remote as a release does. `on` is called once, when its words first hold that text. */
  readonly remote: (words: ReadonlyArray<string>, on?: readonly [string, (client: ChildProcess) => void]) => Promise<Ended>
  /** The same with other settings. */
  readonly remoteWith: (env: Readonly<Record<string, string>>, ...words: ReadonlyArray<string>) => Promise<Ended>
  /** A value of a file in the deployment's state; empty where there is none. */
  readonly state: (file: "deployed" | "under-way", key: string) => string
  /** Ends the deployment that runs, with all that it started, as a power failure would; the server lives on. */
  readonly cutOff: () => void
  /** The image that runs now, null when none does. */
  readonly running: () => string | null
  readonly folder: string
}

export interface Ended {
  readonly code: number | null
  readonly text: string
}

/** Runs `use` with a host of its own, and leaves nothing behind: sshd and server are ended by their ids. */
export const onHost = async (use: (host: Host) => Promise<void>): Promise<void> => {
  assert.isTrue(existsSync("/usr/sbin/sshd"), "there is no /usr/sbin/sshd: apt-get install openssh-server")
  const folder = mkdtempSync(join(tmpdir(), "parley-host-"))
  const [port, sshPort] = [await freePort(), await freePort()]
  const sshd = await startSshd(folder, sshPort)
  try {
    await inWorld(async (world) => {
      furnish(folder, world.dataDir, port)
      try {
        await use(hostOf(folder, sshPort, world))
      } finally {
        endServer(folder)
      }
    })
  } finally {
    const exited = new Promise((done) => sshd.once("exit", done))
    sshd.kill("SIGTERM")
    await exited
    rmSync(folder, { recursive: true })
  }
}

/** What an operator installs: the scripts as they are, settings, and docker, of which there is a stand-in. */
const furnish = (folder: string, dataDir: string, port: number): void => {
  for (const name of ["bin", "registry", "images", "empty"]) mkdirSync(join(folder, name))
  symlinkSync(dataDir, join(folder, "data"))
  cpSync(join(import.meta.dirname, "docker"), join(folder, "bin/docker"))
  writeFileSync(join(folder, "node"), process.execPath)
  writeFileSync(join(folder, "compose.yaml"), "# the stand-in knows what stands here\n")
  writeFileSync(join(folder, "parley.env"), `PARLEY_HTTP_PORT=${port}\nPARLEY_MAILDIR_SETTLE_MS=50\n`)
  writeFileSync(join(folder, "deploy.conf"), `PARLEY_REGISTRY=${registry}\nPARLEY_URL=http://127.0.0.1:${port}\nPARLEY_PATIENCE=12\n`)
}

const startSshd = async (folder: string, port: number): Promise<ChildProcess> => {
  for (const name of ["host", "user", "other"]) execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(folder, name)])
  const gate = `PARLEY_HOME=${folder} PATH=${folder}/bin:$PATH exec ${scripts}/gate`
  writeFileSync(join(folder, "authorized_keys"), `restrict,command="${gate}" ${readFileSync(join(folder, "user.pub"), "utf8")}`)
  // a sshd of the system's own user wants this empty folder, which the distribution's service makes at its start
  if (userInfo().uid === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 })
  writeFileSync(join(folder, "sshd_config"), [
    `Port ${port}`, "ListenAddress 127.0.0.1", `HostKey ${folder}/host`, `AuthorizedKeysFile ${folder}/authorized_keys`, `PidFile ${folder}/sshd.pid`,
    "UsePAM no", "StrictModes no", "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin prohibit-password", "PermitUserEnvironment no", ""
  ].join("\n"))
  const sshd = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(folder, "sshd_config")], { stdio: ["ignore", "ignore", "pipe"] })
  let log = ""
  sshd.stderr.on("data", (chunk: Buffer) => { log += chunk.toString() })
  await until("sshd to listen", () => log.includes("Server listening"), () => log)
  return sshd
}

const hostOf = (folder: string, sshPort: number, world: World): Host => {
  const settings = {
    PARLEY_DEPLOY_TO: `${userInfo().username}@127.0.0.1:${sshPort}`,
    PARLEY_DEPLOY_HOST_KEY: readFileSync(join(folder, "host.pub"), "utf8").trim(),
    PARLEY_DEPLOY_KEY: readFileSync(join(folder, "user"), "utf8").trimEnd()
  }
  const state: Host["state"] = (file, key) => {
    const path = join(folder, "state", file)
    return existsSync(path) ? new RegExp(`^${key}=(.*)$`, "m").exec(readFileSync(path, "utf8"))?.[1] ?? "" : ""
  }
  return {
    world, folder, state,
    image: (name, options) => makeImage(folder, name, options),
    remote: (words, on) => ended(spawn(join(scripts, "remote"), words, { env: { ...process.env, ...settings }, stdio: ["ignore", "pipe", "pipe"], detached: true }), on),
    remoteWith: (env, ...words) => ended(spawn(join(scripts, "remote"), words, { env: { ...process.env, ...settings, ...env }, stdio: ["ignore", "pipe", "pipe"] })),
    running: () => isAlive(serverOf(folder)) ? readFileSync(join(folder, "server.image"), "utf8") : null,
    cutOff: () => process.kill(-Number(/process (\d+)$/.exec(readFileSync(join(folder, "state/lock"), "utf8"))?.[1] ?? assert.fail("no lock")), "SIGKILL")
  }
}

const makeImage: (folder: string, ...rest: Parameters<Host["image"]>) => string = (folder, name, { env = "", patch } = {}) => {
  const digest = createHash("sha256").update(name).digest("hex")
  const made = join(folder, "registry", digest)
  const bundle = join(root, "node_modules/.cache/parley")
  mkdirSync(made)
  writeFileSync(join(made, "env"), `PARLEY_IMAGE_NAME=${name}\n${env}`)
  if (patch === undefined) symlinkSync(bundle, join(made, "app"))
  else {
    const [from, to] = patch
    cpSync(bundle, join(made, "app"), { recursive: true })
    const files = execFileSync("grep", ["-rlF", "--include=*.mjs", from, bundle], { encoding: "utf8" }).trim().split("\n").map((file) => file.replace(bundle, join(made, "app")))
    for (const file of files) writeFileSync(file, readFileSync(file, "utf8").replaceAll(from, to))
    // what stays beside the bundle is found from the cache's place only
    symlinkSync(join(root, "node_modules"), join(made, "node_modules"))
  }
  return `${registry}@sha256:${digest}`
}

const ended = (client: ChildProcess, on?: readonly [string, (client: ChildProcess) => void]): Promise<Ended> =>
  new Promise((done) => {
    let text = ""
    let isTold = false
    const hear = (chunk: Buffer) => {
      text += chunk.toString()
      if (on === undefined || isTold || !text.includes(on[0])) return
      isTold = true
      on[1](client)
    }
    client.stdout?.on("data", hear)
    client.stderr?.on("data", hear)
    client.once("close", (code) => done({ code, text }))
  })

const serverOf = (folder: string): number => existsSync(join(folder, "server.pid")) ? Number(readFileSync(join(folder, "server.pid"), "utf8")) : 0

const isAlive = (pid: number): boolean => pid > 0 && existsSync(`/proc/${pid}/status`) && /^State:\s*[^ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))

const endServer = (folder: string): void => {
  const pid = serverOf(folder)
  if (isAlive(pid)) process.kill(pid, "SIGKILL")
}
