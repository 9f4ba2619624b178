import { assert, describe, it } from "@effect/vitest"
import { execFileSync, spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { accessProblem } from "../src/folderAccess.ts"

const isRoot = process.getuid?.() === 0
const stranger = 65_534

/** What the account that owns nothing here is told of a folder; without being root, what this account is told of one that it took its own rights from. */
const toldOf = (folder: string): string => {
  if (!isRoot) return accessProblem(folder) ?? ""
  const source = `import { accessProblem } from ${JSON.stringify(join(import.meta.dirname, "../src/folderAccess.ts"))}; process.stdout.write(String(accessProblem(${JSON.stringify(folder)})))`
  // root may read the sources wherever they are, so it imports them first and then becomes somebody else
  return execFileSync(process.execPath, ["--input-type=module", "-e", source.replace("; ", `; process.setgid(${stranger}); process.setuid(${stranger}); `)], { encoding: "utf8" })
}

const inFolder = (use: (folder: string) => void) => {
  const folder = mkdtempSync(join(tmpdir(), "parley-access-"))
  try {
    use(folder)
  } finally {
    spawnSync("chmod", ["-R", "u+rwX", folder])
    rmSync(folder, { recursive: true, force: true })
  }
}

describe("a data directory that this account may not write to", () => {
  it("OPS-05 is none where it may", () => inFolder((folder) => {
    assert.isNull(accessProblem(folder))
    writeFileSync(join(folder, "parley.db"), "")
    assert.isNull(accessProblem(folder))
  }))

  it("OPS-05 is told with its owner and mode, this account's uid, and the command that mends it", () => inFolder((folder) => {
    chmodSync(folder, 0o500)
    const told = toldOf(folder)
    assert.include(told, `${folder} belongs to uid ${process.getuid?.()}, gid ${process.getgid?.()}, mode 500: EACCES`)
    assert.include(told, isRoot ? `This account is uid ${stranger}; as root: chown -R ${stranger}:${stranger} ${folder}` : `chmod -R u+rwX ${folder}`)
  }))

  it("OPS-05 is told of what stands in it, too, as after a run as another account", () => {
    for (const name of ["parley.db", "parley.lock", "maildir"]) {
      inFolder((folder) => {
        chmodSync(folder, 0o777)
        const path = join(folder, name)
        if (name === "maildir") mkdirSync(path)
        else writeFileSync(path, "")
        chmodSync(path, 0o400)
        assert.include(toldOf(folder), `${path} belongs to uid`)
      })
    }
  })
})
