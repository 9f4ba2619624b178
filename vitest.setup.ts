import * as FastCheck from "effect/FastCheck"

/**
 * Properties draw the same cases in every run, so that a run repeats exactly; another number draws others:
 * `PARLEY_TEST_SEED=7 npm test`.
 */
FastCheck.configureGlobal({ seed: Number(process.env["PARLEY_TEST_SEED"] ?? 20_260_302) })
