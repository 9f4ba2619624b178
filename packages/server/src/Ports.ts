import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { join } from "node:path"
import { type CampaignSource, none as noSource } from "@parley/domain/ports/CampaignSource"
import type { EmailWriter } from "@parley/domain/ports/EmailWriter"
import type { Mailbox, MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import type { ReplyReader } from "@parley/domain/ports/ReplyReader"
import type { Roster } from "@parley/domain/ports/Roster"
import type { Store } from "@parley/domain/ports/Store"
import type { TeamChannel, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import { Settings } from "@parley/domain/usecases/Settings"
import type { StoreRefused } from "@parley/adapters-sqlite/StoreRefused"
import { slackOptions } from "./slack/SlackHook.ts"
import * as KillSwitch from "./KillSwitch.ts"
import { rosterOf } from "./intake/rosterOf.ts"
import { InvalidSettings, type ServerSettings } from "./Settings.ts"

/** Adapters are loaded only when they are chosen, so that what is not configured costs nothing. */
const chosen = <A, E>(load: () => Promise<Layer.Layer<A, E>>): Layer.Layer<A, E> => Layer.unwrapEffect(Effect.promise(load))

export const storeLayer = (settings: ServerSettings): Layer.Layer<Store, StoreRefused> =>
  settings.store === "memory"
    ? chosen(async () => (await import("@parley/testkit/MemoryStore")).layer)
    : chosen(async () => (await import("@parley/adapters-sqlite/SqliteStore")).layer({ path: settings.dataDir, kill: KillSwitch.make(settings) }))

export const mailboxLayer = (settings: ServerSettings): Layer.Layer<Mailbox, MailboxUnavailable> =>
  settings.mailbox === "memory"
    ? chosen(async () => (await import("@parley/testkit/MemoryMailbox")).make().layer)
    : settings.mailbox === "gmail"
    ? chosen(async () => (await import("@parley/adapters-gmail/GmailMailbox")).layer({
      oauth: {
        clientId: settings.google.clientId ?? "", clientSecret: settings.google.clientSecret ?? Redacted.make(""),
        tokenUrl: settings.google.tokenUrl, authUrl: settings.google.authUrl
      },
      tokenFile: settings.google.tokenFile ?? join(settings.dataDir, "gmail-token.json"), rootUrl: settings.google.apiRootUrl,
      authservId: settings.authservId ?? "mx.google.com", ownAddresses: ownAddresses(settings), unitsPerMinute: settings.google.unitsPerMinute,
      timeout: 30_000, topic: settings.google.topic, kill: KillSwitch.make(settings)
    }))
    : chosen(async () => (await import("@parley/adapters-local/MaildirMailbox")).layer({
      path: join(settings.dataDir, "maildir"), settle: settings.maildirSettle, authservId: settings.authservId,
      ownAddresses: ownAddresses(settings), kill: KillSwitch.make(settings)
    }))

export const rosterLayer = (settings: ServerSettings): Layer.Layer<Roster> =>
  settings.roster === "memory"
    ? chosen(async () => (await import("@parley/testkit/MemoryRoster")).make().layer)
    : settings.roster === "sheets"
    ? chosen(async () => (await import("@parley/adapters-sheets/SheetsRoster")).layer({
      keyFile: settings.serviceAccountFile ?? "", fallback: settings.sheetsDefault, rootUrl: settings.google.apiRootUrl, tokenUrl: settings.google.tokenUrl
    }))
    : chosen(async () => (await import("@parley/adapters-local/CsvRoster")).layer)

export const sourceLayer = (settings: ServerSettings): Layer.Layer<CampaignSource, InvalidSettings> =>
  settings.intake === "none"
    ? noSource
    : chosen(async () => (await import("@parley/adapters-clickup/ClickUpSource")).layer({
      token: settings.clickUp.token ?? Redacted.make(""), apiUrl: settings.clickUp.apiUrl, list: settings.clickUp.list ?? "", team: settings.clickUp.team,
      map: settings.clickUp.map, rosterOf: rosterOf(settings)
    })).pipe(Layer.catchAll(({ path, problems }) => Layer.fail(new InvalidSettings({ problems: problems.map((one) => `CLICKUP_MAP: expected a map that can be used; ${path}: ${one}`) }))))

export const teamLayer = (settings: ServerSettings, print: (text: string) => void): Layer.Layer<TeamChannel, TeamUnavailable> =>
  settings.team === "memory"
    ? chosen(async () => (await import("@parley/testkit/MemoryTeam")).make().layer)
    : settings.team === "slack"
    ? chosen(async () => (await import("@parley/adapters-slack/SlackTeam")).layer({ ...slackOptions(settings.slack), kill: KillSwitch.make(settings) }))
    : chosen(async () => (await import("@parley/adapters-local/ConsoleTeam")).layer({ dataDir: settings.dataDir, print, kill: KillSwitch.make(settings) }))

export const readerLayer = (settings: ServerSettings): Layer.Layer<ReplyReader> =>
  settings.reader === "anthropic"
    ? chosen(async () => (await import("./model/modelLayers.ts")).readerLayer(settings.anthropic))
    : chosen(async () => (await import("@parley/domain/reading/RuleReader")).layer)

export const writerLayer = (settings: ServerSettings): Layer.Layer<EmailWriter> =>
  settings.writer === "anthropic"
    ? chosen(async () => (await import("./model/modelLayers.ts")).writerLayer(settings.anthropic))
    : chosen(async () => (await import("@parley/domain/drafting/TemplateWriter")).layer)

/** Who we are; `concurrency` 1 makes the order of work fixed. */
export const identityLayer = (settings: ServerSettings, concurrency: number): Layer.Layer<Settings> =>
  Layer.succeed(Settings, {
    mailbox: settings.mailbox,
    sender: { name: "", address: settings.agentAddress },
    ownAddresses: ownAddresses(settings),
    teammates: settings.teammates,
    autonomy: settings.autonomy,
    sendsPerDay: settings.sendsPerDay,
    rosterEvery: settings.rosterEvery,
    digestHour: settings.digestHour,
    unread: { holdAfter: settings.holdAfter, handOffAfter: settings.handOffAfter },
    concurrency
  })

const ownAddresses = (settings: ServerSettings): ReadonlyArray<string> => [settings.agentAddress, ...settings.ownAddresses]
