import { sql, type Kysely } from 'kysely'
import type { Engine } from '../src/db/engine'

/**
 * Reports that can be quoted: words that have versions, months that are filed, cards, and numbers that come without
 * cases. Nothing here is about a person: all of it is a number of a whole month, or words of the organisation's own.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const keyed = sql.raw(engine === 'sqlite' ? 'WITHOUT ROWID' : '')

  // What a code is called and what it means, from a month on: a figure is quoted with its definition as it stood then.
  await sql`
    CREATE TABLE term_wordings (
      field       TEXT NOT NULL,
      code        TEXT NOT NULL,
      from_month  TEXT NOT NULL,           -- empty: from the beginning
      label_en    TEXT NOT NULL,
      label_ru    TEXT NOT NULL,
      meaning_en  TEXT NOT NULL,           -- which requests belong to it; may be empty
      meaning_ru  TEXT NOT NULL,
      new_meaning INTEGER NOT NULL,        -- 1: other requests belong to it than before, so the series breaks here
      PRIMARY KEY (field, code, from_month)
    ) ${keyed}`.execute(db)
  await sql`
    INSERT INTO term_wordings (field, code, from_month, label_en, label_ru, meaning_en, meaning_ru, new_meaning)
    SELECT field, code, '', label_en, label_ru, '', '', 0 FROM taxonomy_terms`.execute(db)
  for (const [code, en, ru] of meanings) {
    await sql`
      UPDATE term_wordings SET meaning_en = ${en}, meaning_ru = ${ru}
      WHERE field = 'category' AND code = ${code}`.execute(db)
  }
  await sql`ALTER TABLE taxonomy_terms DROP COLUMN label_en`.execute(db)
  await sql`ALTER TABLE taxonomy_terms DROP COLUMN label_ru`.execute(db)
  // The months in which requests may have the code, first and last; empty: no limit. It stays in the reports.
  await sql`ALTER TABLE taxonomy_terms ADD COLUMN from_month TEXT NOT NULL DEFAULT ''`.execute(db)
  await sql`ALTER TABLE taxonomy_terms ADD COLUMN to_month TEXT NOT NULL DEFAULT ''`.execute(db)
  // The code of the same field that goes on with the series of this one; empty: none does.
  await sql`ALTER TABLE taxonomy_terms ADD COLUMN counts_as TEXT NOT NULL DEFAULT ''`.execute(db)

  // A month as a coordinator filed it: its exact figures, as one text that never changes.
  await sql`
    CREATE TABLE filings (
      month        TEXT NOT NULL,
      revision     INTEGER NOT NULL,       -- 1, and one more for each later filing of the month
      filed_day    TEXT NOT NULL,
      filed_by     TEXT NOT NULL,          -- a member's id
      audit_number INTEGER NOT NULL,       -- the entry of the audit log that says it was filed
      audit_hash   TEXT NOT NULL,          -- and the end of the chain with it
      content      TEXT NOT NULL,          -- counts and words as JSON
      sha256       TEXT NOT NULL,          -- of the content
      PRIMARY KEY (month, revision)
    ) ${keyed}`.execute(db)

  // A figure with all that is needed to quote it, at an address of its own.
  await sql`
    CREATE TABLE cards (
      id       TEXT PRIMARY KEY,           -- random
      made_day TEXT NOT NULL,
      content  TEXT NOT NULL               -- sentence, counts, definition and period as JSON
    ) ${keyed}`.execute(db)
  for (const table of ['filings', 'cards']) await makeInsertOnly(db, engine, table)

  // Numbers that come without cases: what the organisation counts itself, and what others publish.
  await sql`
    CREATE TABLE series (
      id            TEXT PRIMARY KEY,      -- random
      kind          TEXT NOT NULL CHECK (kind IN ('tally', 'context')),
      name_en       TEXT NOT NULL,
      name_ru       TEXT NOT NULL,
      unit_en       TEXT NOT NULL,
      unit_ru       TEXT NOT NULL,
      definition_en TEXT NOT NULL,
      definition_ru TEXT NOT NULL,
      source        TEXT NOT NULL,         -- who publishes it; empty for a tally
      source_url    TEXT NOT NULL,
      rounding      INTEGER NOT NULL CHECK (rounding > 0), -- values are rounded to a multiple of it; 1: exact
      step          TEXT NOT NULL CHECK (step IN ('month', 'year')),
      entered_day   TEXT NOT NULL          -- when it was last brought in
    ) ${keyed}`.execute(db)
  await sql`
    CREATE TABLE series_points (
      series_id  TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
      period     TEXT NOT NULL,            -- YYYY-MM, or YYYY for a yearly series
      value      DOUBLE PRECISION,         -- empty: the source says that it has none
      flag       TEXT NOT NULL,            -- the source's own mark, such as p for provisional; may be empty
      note       TEXT NOT NULL,
      source_url TEXT NOT NULL,            -- where this very number stands, if it has an address of its own
      PRIMARY KEY (series_id, period)
    ) ${keyed}`.execute(db)
}

const meanings = [
  [
    'soldier',
    'People who serve in the armed forces or another armed formation, whatever their contract or rank, and those who ask for them.',
    'Те, кто служит в армии или другом вооружённом формировании, на любом контракте и в любом звании, и те, кто обращается за них.',
  ],
  [
    'mobilised_civilian',
    'People who do not serve yet but were called up or can be, and those who ask for them.',
    'Те, кто ещё не служит, но призван или может быть призван, и те, кто обращается за них.',
  ],
  [
    'other',
    'Everybody else, and requests that do not say.',
    'Все остальные, а также обращения, из которых это не ясно.',
  ],
] as const

async function makeInsertOnly(db: Kysely<unknown>, engine: Engine, table: string): Promise<void> {
  if (engine === 'postgres') {
    await sql`
      CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'what was filed never changes'; END $$`.execute(db)
    await sql`
      CREATE TRIGGER ${sql.id(`${table}_insert_only`)} BEFORE UPDATE OR DELETE OR TRUNCATE ON ${sql.table(table)}
      EXECUTE FUNCTION refuse_rewriting()`.execute(db)
    return
  }
  for (const change of ['UPDATE', 'DELETE']) {
    await sql`
      CREATE TRIGGER ${sql.id(`${table}_no_${change.toLowerCase()}`)} BEFORE ${sql.raw(change)} ON ${sql.table(table)}
      BEGIN SELECT RAISE(ABORT, 'what was filed never changes'); END`.execute(db)
  }
}
