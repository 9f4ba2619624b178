import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useRef } from "react"
import { newCommand } from "./newCommand.ts"

/**
 * Gives commands to the server. The same input given again until it succeeds, after the line broke for one, carries the same id, so it takes effect once.
 * Whatever came of it, everything shown is asked for again; `then` hears of a success even when what gave the command is gone from the page by then.
 */
export const useCommand = <I, A>(give: (input: I, command: string) => Promise<A>, then: (answer: A, input: I) => void) => {
  const queries = useQueryClient()
  const last = useRef<{ readonly input: string; readonly command: string } | null>(null)
  return useMutation({
    mutationFn: (input: I) => {
      const text = JSON.stringify(input)
      const given = last.current?.input === text ? last.current : { input: text, command: newCommand() }
      last.current = given
      return give(input, given.command)
    },
    onSuccess: (answer: A, input: I) => {
      last.current = null
      then(answer, input)
    },
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== "session" })
  })
}
