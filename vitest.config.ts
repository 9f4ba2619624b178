import { defineConfig } from "vitest/config"

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    // What takes minutes runs in CI alone: PARLEY_SLOW_TESTS=1 npx vitest run
    include: [process.env["PARLEY_SLOW_TESTS"] === "1" ? "packages/*/test/**/*.slow.test.ts" : "packages/*/test/**/!(*.slow).test.ts"],
    globalSetup: ["./vitest.global.ts"],
    setupFiles: ["./vitest.setup.ts"],
    testTimeout: 120_000,
    server: { deps: { inline: [/@parley\//] } }
  }
})
