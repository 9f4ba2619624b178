import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpApiSwagger from "@effect/platform/HttpApiSwagger"
import * as HttpRouter from "@effect/platform/HttpRouter"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { openApi } from "./openApi.ts"

/** Swagger UI with the document in it; nothing is fetched from anywhere else. */
export const docs = Effect.scoped(Effect.gen(function*() {
  const shown = HttpApi.make("shown").annotate(OpenApi.Title, "Parley").annotate(OpenApi.Transform, openApi)
  const page = HttpApiSwagger.layer({ path: "/docs" }).pipe(Layer.provideMerge(HttpApiBuilder.Router.Live), Layer.provide(HttpApiBuilder.api(shown)))
  const router = yield* Effect.map(Layer.build(page), (context) => Context.get(context, HttpApiBuilder.Router))
  return yield* HttpRouter.toHttpApp(yield* router.router)
}))
