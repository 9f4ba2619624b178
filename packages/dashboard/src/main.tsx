import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { Unauthenticated, Unavailable } from "@parley/api/Problems"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./App.tsx"
import { Announcer } from "./shell/Announcer.tsx"

/** A session that ended shows the sign-in, whatever was asked. */
const notice = (error: unknown) => {
  if (error instanceof Unauthenticated) queries.setQueryData(["session"], null)
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: notice }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: {
    queries: { staleTime: 1000, retry: (failures, error) => failures < 2 && (error instanceof Unavailable || isLineBroken(error)) }
  }
})

const isLineBroken = (error: unknown): boolean => typeof error === "object" && error !== null && "_tag" in error && error._tag === "RequestError"

const root = document.getElementById("root")
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Announcer><App /></Announcer>
      </QueryClientProvider>
    </StrictMode>
  )
}
