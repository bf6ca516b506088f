import { sql, type Kysely } from 'kysely'
import { likenessOf } from '../src/cases/likeness'
import type { Engine } from '../src/db/engine'

/**
 * Casework: what members do with a case from its first day to its end. Days, reasons and partners stand here sealed;
 * in clear only what can be counted.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const keyed = sql.raw(engine === 'sqlite' ? 'WITHOUT ROWID' : '')

  // More than notes is sealed now. A follow-up that is done leaves no row of its own, an opening none once it is answered.
  await sql`
    CREATE TABLE sealed_wider (
      id         TEXT PRIMARY KEY,    -- random
      case_id    TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
      kind       TEXT NOT NULL CHECK (kind IN (
                   'note',
                   'event',           -- who did what on which day
                   'follow_up',       -- what is to be done next, on which day, and why
                   'referral',        -- to which partner, and what they answered
                   'opening'          -- the second in which the request was logged, until the first answer
                 )),
      position   INTEGER NOT NULL,    -- order within the case
      generation INTEGER NOT NULL,    -- which of the case's data keys opens it
      version    INTEGER NOT NULL,    -- counts changes; part of the associated data
      ciphertext TEXT NOT NULL,       -- padded, so that its length is one of a few
      UNIQUE (case_id, kind, position)
    ) ${keyed}`.execute(db)
  await sql`
    INSERT INTO sealed_wider (id, case_id, kind, position, generation, version, ciphertext)
    SELECT id, case_id, kind, position, generation, version, ciphertext FROM sealed`.execute(db)
  await sql`DROP TABLE sealed`.execute(db)
  await sql`ALTER TABLE sealed_wider RENAME TO sealed`.execute(db)

  // Reopening is counted: how often it happens says whether cases are closed too early.
  await sql`ALTER TABLE cases ADD COLUMN reopenings INTEGER NOT NULL DEFAULT 0`.execute(db)
  // Whoever takes the next case looks for the most urgent one that nobody has.
  await sql`
    CREATE INDEX cases_in_pool ON cases (month) WHERE assigned_to IS NULL AND status <> 'closed'`.execute(db)

  // A request that turns out to be one of a case there is already is closed with this outcome, and counts no more.
  await sql`
    INSERT INTO taxonomy_terms (field, code, parent, label_en, label_ru, position)
    SELECT 'outcome', 'repeat', '', 'Repeat of another case', 'Повтор другого обращения', COUNT(*)
    FROM taxonomy_terms WHERE field = 'outcome'`.execute(db)

  // What of the person is coded, as one value that can be looked up: requests of a month that have the same may be one
  // person's. A hash of the fields beside it, it says nothing that they do not.
  await sql`ALTER TABLE cases ADD COLUMN likeness TEXT`.execute(db)
  await sql`CREATE INDEX cases_alike ON cases (month, likeness)`.execute(db)
  await fillLikeness(db)

  // What can be taken back for ten minutes: how cases were before. Under the member's own key; gone when it runs out.
  await sql`
    CREATE TABLE undos (
      id         TEXT PRIMARY KEY,    -- random
      user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      expires_at BIGINT NOT NULL,     -- rounded to the minute: the second would date what was done
      sealed     TEXT NOT NULL        -- padded
    ) ${keyed}`.execute(db)
  await sql`CREATE INDEX undos_by_user ON undos (user_id)`.execute(db)

  // Organisations that cases are referred to. Who they are is nobody's business: sealed to the team of an epoch, and
  // signed by a coordinator, so that nobody can put a partner of their own here.
  await sql`
    CREATE TABLE partners (
      id         TEXT PRIMARY KEY,    -- random
      epoch      INTEGER NOT NULL,    -- whose team key opens it
      sealed_key TEXT NOT NULL,
      ciphertext TEXT NOT NULL,
      version    INTEGER NOT NULL,
      signer     TEXT NOT NULL,       -- a coordinator's id
      signature  TEXT NOT NULL
    ) ${keyed}`.execute(db)

  // Filters that a member has given a name, both under the member's own key.
  await sql`
    CREATE TABLE saved_searches (
      id      TEXT PRIMARY KEY,       -- random
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      sealed  TEXT NOT NULL
    ) ${keyed}`.execute(db)
  await sql`CREATE INDEX saved_searches_by_user ON saved_searches (user_id)`.execute(db)

  // A calendar file that a member has turned on. Its key stands in its address, which is not kept here.
  await sql`
    CREATE TABLE feeds (
      token_hash TEXT PRIMARY KEY,
      user_id    TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
      box_public TEXT NOT NULL,       -- what the file holds is sealed to this; the private half comes from the address
      mark       TEXT NOT NULL,       -- by which the member, and nobody else, knows that they made this address
      sealed     TEXT NOT NULL        -- days and codes
    ) ${keyed}`.execute(db)
}

/** Of the cases there are already; and how many of them look like another of their month. */
async function fillLikeness(db: Kysely<unknown>): Promise<void> {
  const { rows: cases } = await sql<Row>`SELECT id, category, profile, asker, place FROM cases`.execute(db)
  const { rows: needs } = await sql<Code>`SELECT case_id, need AS code FROM case_needs`.execute(db)
  const { rows: situations } =
    await sql<Code>`SELECT case_id, situation AS code FROM case_situations`.execute(db)
  const [needsOf, situationsOf] = [byCase(needs), byCase(situations)]
  for (const { id, ...row } of cases) {
    const codes = { needs: needsOf.get(id) ?? [], situations: situationsOf.get(id) ?? [] }
    const likeness = likenessOf({ ...row, ...codes })
    if (likeness) await sql`UPDATE cases SET likeness = ${likeness} WHERE id = ${id}`.execute(db)
  }
  await sql`
    INSERT INTO counts (month, category, dimension, value, n)
    SELECT month, category, 'look_alike', 'all', SUM(beyond_first)
    FROM (
      SELECT month, category, COUNT(*) - 1 AS beyond_first FROM cases
      WHERE likeness IS NOT NULL AND (outcome IS NULL OR outcome <> 'spam')
      GROUP BY month, category, likeness
    ) AS alike
    GROUP BY month, category
    HAVING SUM(beyond_first) > 0`.execute(db)
}

interface Row {
  id: string
  category: string
  profile: string | null
  asker: string | null
  place: string | null
}

interface Code {
  case_id: string
  code: string
}

function byCase(rows: Code[]): Map<string, string[]> {
  const codes = new Map<string, string[]>()
  for (const { case_id, code } of rows) codes.set(case_id, [...(codes.get(case_id) ?? []), code])
  return codes
}
