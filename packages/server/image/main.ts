import { statSync } from "node:fs"
import { join, resolve } from "node:path"
import { makeLocalBase } from "./localBase.ts"
import { buildah, ended, podman, run, tryPodman, ulimits } from "./Tools.ts"
import { trial, uid } from "./trial.ts"
import { makeUndo } from "./Undo.ts"

const root = resolve(import.meta.dirname, "../../..")
const most = 100_000_000
const [local, image] = [`localhost/parley-base:${process.pid}`, `localhost/parley-check:${process.pid}`]
const given = process.env["NODE_IMAGE"]
const base = given ?? local
const undo = makeUndo()
const since = Date.now()
const tell = (line: string): void => void process.stdout.write(`${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s  ${line}\n`)

/** Why this machine can build and run no image; null where it can. */
const whyNot = async (): Promise<string | null> => {
  if (process.getuid?.() !== 0) return "it wants root"
  for (const program of ["buildah", "podman", "runc"]) {
    if ((await ended(program, ["--version"])).code !== 0) return `${program} is not installed`
  }
  return null
}

/** The image to build on: one that is named, or one of this machine's files. Answers what keeps this machine from running any container, else null. */
const prepared = async (): Promise<string | null> => {
  try {
    if (given === undefined) {
      undo.later(() => tryPodman("rmi", "--force", local))
      await makeLocalBase(local)
      tell("made a base image from this machine's files; NODE_IMAGE names another")
    }
    await podman("run", "--rm", "--network=host", ...ulimits, base, "node", "--version")
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const sizeOf = async (name: string): Promise<number> => Number(await podman("image", "inspect", "--format", "{{.Size}}", name))

const check = async (): Promise<void> => {
  undo.later(() => tryPodman("rmi", "--force", image))
  const registry = await run("npm", ["config", "get", "registry"])
  await buildah("bud", "--isolation", "chroot", "--format", "docker", "--build-arg", `NODE_IMAGE=${base}`, "--build-arg", `NPM_CONFIG_REGISTRY=${registry}`, "--tag", image, root)
  const added = await sizeOf(image) - await sizeOf(base)
  tell(`built; the image adds ${(added / 1e6).toFixed(1)} MB to its base`)
  if (added > most) throw new Error(`the image adds ${added} bytes to its base, and at most ${most} may be`)
  const facts = await podman("image", "inspect", "--format", "{{.User}} {{.Config.StopSignal}} {{.Config.Volumes}} {{json .HealthCheck}} {{.Labels}}", image)
  for (const fact of [`${uid}:${uid} SIGTERM`, "map[/data:{}]", "/app/probe.mjs", "org.opencontainers.image.title:Parley"]) {
    if (!facts.includes(fact)) throw new Error(`expected ${fact} among the image's facts; got ${facts}`)
  }
  await hasVolumesOf(uid)
  await trial(image, undo, tell)
}

/** Docker gives a new volume the owner and mode of the image's folder; podman, with which this is tried, any owner that fits. */
const hasVolumesOf = async (owner: number): Promise<void> => {
  const files = await podman("image", "mount", image)
  for (const folder of ["data", "backups"]) {
    const { mode, uid } = statSync(join(files, folder))
    if (uid !== owner || (mode & 0o777) !== 0o700) throw new Error(`expected /${folder} in the image to belong to uid ${owner} with mode 700; got uid ${uid}, mode ${(mode & 0o777).toString(8)}`)
  }
  await podman("image", "unmount", image)
}

try {
  const reason = await whyNot() ?? await prepared()
  if (reason === null) {
    await check()
    tell("the image does what it must")
  } else {
    process.stderr.write(`\n*** SKIPPED: the image was NOT built and NOT tried: ${reason} ***\n\n`)
    // where it must not be left out
    if (process.argv.includes("--required")) process.exitCode = 1
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  await undo.all()
}
