import { ModelAnswer } from "@parley/domain/reading/ModelReading"
import { answerSchema } from "./answerSchema.ts"
import { readerExamples } from "./readerExamples.ts"
import { readerRules } from "./readerRules.ts"
import { replyTurn } from "./replyTurn.ts"

/** The same bytes in every call, so that the vendor reads them from its cache. */
export const readerPrefix: string = [
  readerRules,
  "# Examples\n\nInvented mails, each with the answer that is right.",
  ...readerExamples.map(({ answer, context, reply }) => `<example>\n${replyTurn(reply, context)}\n<answer>\n${JSON.stringify(answer)}\n</answer>\n</example>`)
].join("\n\n")

export const readerSchema = answerSchema(ModelAnswer)
