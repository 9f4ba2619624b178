import type { NegotiationId } from "@parley/domain/Ids"
import type { StoredDraft } from "@parley/domain/ports/StoredDraft"
import type Sqlite from "better-sqlite3"

/** The words of mail that waits for a person. */
export interface DraftRows {
  /** Unless some are kept for the same mail. */
  readonly keep: (draft: StoredDraft) => void
  /** Whatever is kept. */
  readonly put: (draft: StoredDraft) => void
  readonly of: (negotiation: NegotiationId, mail: number) => StoredDraft | null
}

export const make = (db: Sqlite.Database): DraftRows => {
  // what was being written while its creator was forgotten is not kept
  const insert = (otherwise: string) => db.prepare<[NegotiationId, number, string, string, string, NegotiationId]>(
    `INSERT INTO drafts (negotiation, mail, subject, body, by) SELECT ?, ?, ?, ?, ?
     WHERE EXISTS (SELECT 1 FROM negotiations n JOIN people p ON p.id = n.influencer WHERE n.id = ? AND p.body IS NOT NULL)
     ON CONFLICT (negotiation, mail) DO ${otherwise}`
  )
  const keep = insert("NOTHING")
  const put = insert("UPDATE SET subject = excluded.subject, body = excluded.body, by = excluded.by")
  const select = db.prepare<[NegotiationId, number], StoredDraft>("SELECT negotiation, mail, subject, body, by FROM drafts WHERE negotiation = ? AND mail = ?")
  return {
    keep: ({ body, by, mail, negotiation, subject }) => void keep.run(negotiation, mail, subject, body, by, negotiation),
    put: ({ body, by, mail, negotiation, subject }) => void put.run(negotiation, mail, subject, body, by, negotiation),
    of: (negotiation, mail) => select.get(negotiation, mail) ?? null
  }
}
