import { execFile } from "node:child_process"

/** What a program printed, and how it ended. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end, at most `minutes`; never rejects. */
export const ended = (file: string, args: ReadonlyArray<string>, minutes = 5): Promise<Ended> =>
  new Promise((done) => {
    execFile(file, args, { maxBuffer: 64_000_000, timeout: minutes * 60_000, killSignal: "SIGKILL" }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : typeof error.code === "number" ? error.code : 1, stdout, stderr: error !== null && stderr === "" ? error.message : stderr }))
  })

/** What a program printed that must end with 0. */
export const run = async (file: string, args: ReadonlyArray<string>, minutes?: number): Promise<string> => {
  const { code, stderr, stdout } = await ended(file, args, minutes)
  if (code !== 0) throw new Error(`${[file, ...args].join(" ")} ended with ${code}:\n${(stderr + stdout).trim().split("\n").slice(-40).join("\n")}`)
  return stdout.trim()
}

/** The storage that both programs share; copying whole layers, as vfs does, would take minutes. */
const storage = ["--storage-driver", "overlay"]

export const buildah = (...args: ReadonlyArray<string>): Promise<string> => run("buildah", [...storage, ...args], 10)

/** As `ended`, for what may fail. */
export const tryPodman = (...args: ReadonlyArray<string>): Promise<Ended> => ended("podman", [...storage, "--runtime", "runc", ...args])

export const podman = (...args: ReadonlyArray<string>): Promise<string> => run("podman", [...storage, "--runtime", "runc", ...args])

/** Of every container: podman would set higher limits than a machine may allow. */
export const ulimits = ["--ulimit=nofile=4096:4096", "--ulimit=nproc=4096:4096"]

/** Asks every 200 ms until the answer is true, at most `seconds`. */
export const until = async (what: string, seconds: number, ask: () => Promise<boolean>, context: () => Promise<string> = () => Promise.resolve("")): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await ask()) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error(`waited ${seconds} s in vain for ${what}\n${await context()}`)
}
