import { cpSync, existsSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { buildah, run } from "./Tools.ts"

/** What Debian's own slim image has of use to the build and to Node. */
const packages = [
  "base-files", "base-passwd", "bash", "coreutils", "dash", "debianutils", "findutils", "grep", "libacl1", "libattr1", "libc6", "libgcc-s1", "libgmp10", "libpcre2-8-0", "libselinux1",
  "libstdc++6", "libtinfo6", "sed"
]

/** Makes a base image from this machine's own files, for where no registry can be reached: Debian, this checkout's Node 24, the machine's npm. */
export const makeLocalBase = async (name: string): Promise<void> => {
  const container = await buildah("from", "scratch")
  try {
    const root = await buildah("mount", container)
    for (const folder of ["bin", "sbin", "lib", "lib64"]) {
      mkdirSync(join(root, "usr", folder), { recursive: true })
      symlinkSync(`usr/${folder}`, join(root, folder))
    }
    for (const path of (await run("dpkg", ["-L", ...packages])).split("\n")) {
      if (/^\/(?:usr\/)?(?:s?bin|lib\w*)\//.test(path) && existsSync(path) && !lstatSync(path).isDirectory()) copy(path, join(root, path))
    }
    for (const path of ["/etc/nsswitch.conf", "/etc/os-release"]) copy(path, join(root, path))
    writeFileSync(join(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n")
    writeFileSync(join(root, "etc/group"), "root:x:0:\n")
    for (const folder of ["tmp", "var/tmp", "root", "run"]) mkdirSync(join(root, folder), { recursive: true })
    copy(process.execPath, join(root, "usr/local/bin/node"))
    const npm = await run("sh", ["-c", "realpath \"$(command -v npm)\""])
    cpSync(join(npm, "../.."), join(root, "usr/local/lib/node_modules/npm"), { recursive: true })
    for (const name of ["npm", "npx"]) symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, "usr/local/bin", name))
    await trustAsHere(container, root)
    await buildah("config", "--env", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "--cmd", "node", container)
    await buildah("unmount", container)
    await buildah("commit", "--quiet", "--format", "docker", container, name)
  } finally {
    await buildah("rm", container)
  }
}

const copy = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { verbatimSymlinks: true, force: true })
}

/** Where this machine's way to the registry has a certificate of its own, the image's has it, too. */
const trustAsHere = async (container: string, root: string): Promise<void> => {
  const certificates = process.env["NODE_EXTRA_CA_CERTS"]
  if (certificates === undefined) return
  copy(certificates, join(root, "etc/ssl/certs/local.crt"))
  await buildah("config", "--env", "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/local.crt", container)
}
