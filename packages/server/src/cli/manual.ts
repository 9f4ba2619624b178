/** What `--help` shows of a command beside its options. */
export interface Page {
  /** What the one line of its description leaves open. */
  readonly more?: string
  /** Lines that can be typed as they are, with names and files of one's own. */
  readonly examples: readonly [string, ...ReadonlyArray<string>]
}

const negotiation = "A creator's name in any case, a part of it that fits one person, or the id that `parley status` lists."

/** Of every command, by its words. */
export const manual: Readonly<Record<string, Page>> = {
  demo: {
    more: "Needs no settings. Serves on when everything has settled, so that you can look inside; --once ends then.",
    examples: ["parley demo", "parley demo --seed 7 --once", "parley demo --once --json"]
  },
  doctor: {
    more: "Reads and asks, and changes nothing: no mail is sent, nothing is posted. Everything that is wrong is told at once, with what was expected and how to mend it. Exits with 1 when something is wrong.",
    examples: ["parley doctor", "parley doctor --json"]
  },
  auth: { examples: ["parley auth gmail"] },
  "auth gmail": {
    more: "Shows an address to open in a browser on this machine, and waits. On a server, forward a port over ssh and name it with --port.",
    examples: ["parley auth gmail", "parley auth gmail --port 8765"]
  },
  start: {
    more: "Works on PARLEY_DATA_DIR (./data). Settings are environment variables, or lines of .env in the working directory; .env.example lists them.",
    examples: ["parley start", "PARLEY_DATA_DIR=/var/lib/parley PARLEY_AUTONOMY=review parley start"]
  },
  campaign: { examples: ["parley campaign start samples/campaign.yaml --roster samples/roster.csv"] },
  "campaign start": {
    more: "Rows of the roster that cannot be used are left out and listed, with what was expected. The same campaign is never started twice.",
    examples: ["parley campaign start samples/campaign.yaml --roster samples/roster.csv", "parley campaign start spring.yaml --roster '1aBcDeFgHiJk#Creators'"]
  },
  "campaign intakes": { examples: ["parley campaign intakes", "parley campaign intakes --json"] },
  "campaign answer": { more: "The value is read as the form's own would be. What cannot be used is refused, with what is expected.", examples: ["parley campaign answer 86c1xyz \"CPM Target - Numerical value ($20-$50)\" 25"] },
  status: { examples: ["parley status", "parley status --json"] },
  timeline: { more: negotiation, examples: ["parley timeline \"Maya Lopez\"", "parley timeline n-4k7mp2xw9abc --json"] },
  explain: { more: negotiation, examples: ["parley explain \"Maya Lopez\""] },
  audit: {
    more: "By creator, campaign, kind, thread and time; filters narrow each other. Times are UTC unless they name an offset.",
    examples: ["parley audit --influencer maya --type \"offer sent\"", "parley audit --campaign spring-glow-2026 --last 7d --format csv", "parley audit --as-of 2026-11-23T10:00:00Z"]
  },
  decide: {
    more: "approve lets the mail leave that waits for a yes; edit gives it other words first. counter offers another amount; agree records a deal that a person closed, and writes no mail. claim makes Parley silent in the thread until resume. stop ends the negotiation for good.",
    examples: ["parley decide \"Maya Lopez\" approve", "parley decide \"Maya Lopez\" counter 2700", "parley decide \"Maya Lopez\" edit --draft words.txt", "parley decide n-4k7mp2xw9abc agree 2600 --seen 12"]
  },
  draft: { more: "Prose around slots such as {{rate}}, which Parley fills in. `parley decide <name> edit --draft <file>` takes the words back, changed.", examples: ["parley draft \"Maya Lopez\"", "parley draft \"Maya Lopez\" --json"] },
  "stop-agency": { more: "Lists first, and stops nobody: the listing names a digest, and --confirm with it stops exactly those.", examples: ["parley stop-agency brightside.com", "parley stop-agency brightside.com --confirm 4f1d2c"] },
  sending: { more: "What is stopped stays so over restarts; replies are still read and decided.", examples: ["parley sending", "parley sending stop"] },
  "sending stop": { examples: ["parley sending stop"] },
  "sending resume": { examples: ["parley sending resume"] },
  "dead-letters": { examples: ["parley dead-letters", "parley dead-letters --json"] },
  "dead-letters retry": { examples: ["parley dead-letters retry mail/n-4k7mp2xw9abc/3"] },
  "dead-letters dismiss": { examples: ["parley dead-letters dismiss mail/n-4k7mp2xw9abc/3"] },
  forget: { more: "Cannot be undone. Their open negotiations are stopped first; it answers what it erased and what it cannot reach.", examples: ["parley forget maya.lopez@example.com"] },
  backup: { examples: ["parley backup monday.db", "parley backup monday.db --json"] },
  verify: { examples: ["parley verify", "parley verify monday.db"] },
  backups: {
    more: "For a container or a service beside the server. Makes one whenever the newest is --every hours old; one that fails removes none and is tried again.",
    examples: ["parley backups /backups --every 24 --keep 30", "parley backups /backups --once", "parley backups /backups --check"]
  },
  restore: { more: "Checks the whole file first, keeps the former books, and leaves sending stopped.", examples: ["parley restore monday.db"] },
  simulate: {
    more: "The real use cases in memory, under a virtual clock. Exits with 1 when a rule was broken: a price over its limits, a budget exceeded, a mail sent twice, a reply lost.",
    examples: [
      "parley simulate --negotiations 10000 --seed 1", "parley simulate --counterparties population --policy default,linear --html report.html",
      "parley simulate --counterparties population --policy default,gentle,samples/policies/firm.yaml", "parley simulate --faults 0.05 --json"
    ]
  },
  backtest: { more: "Which moves, deals, spend and rounds would differ. The books are only read, also beside a running server.", examples: ["parley backtest --policy samples/policies/firm.yaml", "parley backtest --policy firm.yaml --from 2026-11-01 --books monday.db"] },
  token: { examples: ["parley token list"] },
  "token create": {
    more: "Of a running server. The token is printed this once; only a hash of it is kept. The first one is made on the server's machine, or stands in PARLEY_API_TOKEN.",
    examples: ["parley token create \"Ana Ruiz\" --role negotiator --days 365", "parley token create Dashboard --role viewer --json"]
  },
  "token list": { examples: ["parley token list", "parley token list --url https://parley.agency.com"] },
  "token revoke": { examples: ["parley token revoke t-2b1d6c9e-0000-4000-8000-000000000000"] },
  completions: {
    more: "They complete the word `parley`, so let that be a command or an alias of yours.",
    examples: ["source <(parley completions bash)", "parley completions zsh > ~/.zfunc/_parley", "parley completions fish > ~/.config/fish/completions/parley.fish"]
  }
}
