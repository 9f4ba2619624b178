import * as Options from "@effect/cli/Options"
import * as Console from "effect/Console"
import { escaped } from "./auditFormats.ts"
import { printable } from "./printable.ts"

export const json = Options.boolean("json").pipe(Options.withDescription("Print one JSON object instead of text"))

/** A command's answer, for people or for programs. */
export const print = <A>(asJson: boolean, value: A, render: (value: A) => string) => Console.log(asJson ? escaped(JSON.stringify(value)) : printable(render(value)))
