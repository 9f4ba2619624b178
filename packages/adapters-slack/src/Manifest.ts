/** What the Slack app is allowed to do, and the methods that need it. slack-app-manifest.yaml at the root says the same. */
export const botScopes: ReadonlyArray<{ readonly scope: string; readonly for: ReadonlyArray<string> }> = [
  { scope: "chat:write", for: ["chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral"] },
  { scope: "commands", for: [] },
  { scope: "channels:history", for: ["conversations.history", "conversations.replies"] },
  { scope: "groups:history", for: ["conversations.history", "conversations.replies"] },
  { scope: "channels:read", for: ["conversations.info"] },
  { scope: "groups:read", for: ["conversations.info"] },
  { scope: "usergroups:read", for: ["usergroups.users.list"] }
]

/** Of the app-level token, for Socket Mode. */
export const appScopes: typeof botScopes = [{ scope: "connections:write", for: ["apps.connections.open"] }]

/** Methods that every bot token may call. */
export const unscopedMethods: ReadonlyArray<string> = ["auth.test", "views.open"]

export interface SlashCommand {
  readonly command: string
  readonly description: string
  readonly hint: string
  readonly example: string
}

export const commands: ReadonlyArray<SlashCommand> = [
  { command: "/claim", description: "Take over a negotiation: Parley is silent in it until it is handed back", hint: "<name>", example: "Maya Chen" },
  { command: "/resume", description: "Hand a negotiation back to Parley", hint: "<name>", example: "Maya Chen" },
  {
    command: "/audit", description: "What happened, and why", hint: "influencer:<name> campaign:<name> event:<kind> from:<date> to:<date> last:<time> thread:<id>",
    example: "influencer:\"Maya Chen\" last:7d"
  },
  {
    command: "/parley", description: "Ask and steer Parley; \"/parley help\" tells all",
    hint: "status | pause | resume | stop | stop-agency | explain | approve | decline | counter | agree | help", example: "status"
  }
]

/** Behind /parley. */
export const subcommands: ReadonlyArray<Omit<SlashCommand, "command"> & { readonly verb: string }> = [
  { verb: "status", description: "How everything stands, or one campaign", hint: "[campaign]", example: "Spring Glow" },
  { verb: "pause", description: "Stop mailing in a negotiation until it is resumed", hint: "<name>", example: "Maya Chen" },
  { verb: "resume", description: "Go on with a negotiation that was paused or claimed", hint: "<name>", example: "Maya Chen" },
  { verb: "stop", description: "End a negotiation for good; at once", hint: "<name>", example: "Maya Chen" },
  { verb: "stop-agency", description: "End all negotiations with an agency, after showing them", hint: "<domain>", example: "brightside.com" },
  { verb: "explain", description: "Why a negotiation's number is what it is", hint: "<name>", example: "Maya Chen" },
  { verb: "approve", description: "Let what waits for a yes leave", hint: "<name>", example: "Maya Chen" },
  { verb: "decline", description: "Say no, and end the negotiation", hint: "<name>", example: "Maya Chen" },
  { verb: "counter", description: "Offer another amount", hint: "<name> <amount>", example: "Maya Chen 2,400" },
  { verb: "agree", description: "Agree at an amount", hint: "<name> <amount>", example: "Maya Chen 2,400" },
  { verb: "help", description: "This", hint: "", example: "" }
]

/** Buttons and forms come to the app; no events do. */
export const features: { readonly interactivity: boolean; readonly socketMode: boolean; readonly botEvents: ReadonlyArray<string> } = {
  interactivity: true, socketMode: true, botEvents: []
}
