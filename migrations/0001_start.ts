import { sql, type Kysely } from 'kysely'
import type { Engine } from '../src/db/engine'

/**
 * The first shape of the database. Every column says why it may exist: this file is read by people who
 * must know what a seized disk holds.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  // Row numbers reveal in which order cases came in, so SQLite's tables are kept by their random keys.
  const keyed = sql.raw(engine === 'sqlite' ? 'WITHOUT ROWID' : '')
  const numbered = sql.raw(
    engine === 'sqlite' ? 'INTEGER PRIMARY KEY' : 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  )

  // A member. A pseudonym, never a name; no address of any kind; the day of joining is the member's own.
  await sql`
    CREATE TABLE users (
      id            TEXT PRIMARY KEY,      -- random
      pseudonym     TEXT NOT NULL,         -- chosen by the member, shown to colleagues
      sign_in_name  TEXT NOT NULL UNIQUE,  -- the same, folded, so that two members cannot look alike
      role          TEXT NOT NULL CHECK (role IN ('volunteer', 'coordinator', 'admin')),
      language      TEXT NOT NULL CHECK (language IN ('en', 'ru')),
      state         TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
      salt          TEXT NOT NULL,         -- for Argon2id
      verifier_hash TEXT NOT NULL,         -- SHA-256 of half of Argon2id's output: no passphrase can be read from it
      joined_day    TEXT NOT NULL          -- for the list of members
    ) ${keyed}`.execute(db)

  // Who is signed in. The token itself is only in the cookie. Times are needed to end idle sessions;
  // a row goes when its session ends. No address, no user agent.
  await sql`
    CREATE TABLE sessions (
      token_hash   TEXT PRIMARY KEY,
      user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      started_at   BIGINT NOT NULL,
      last_seen_at BIGINT NOT NULL
    ) ${keyed}`.execute(db)

  // One-use codes, kept as hashes: a copy of the table lets nobody join.
  await sql`
    CREATE TABLE invitations (
      code_hash  TEXT PRIMARY KEY,
      kind       TEXT NOT NULL CHECK (kind IN ('setup', 'join')),
      role       TEXT NOT NULL CHECK (role IN ('volunteer', 'coordinator', 'admin')),
      pseudonym  TEXT NOT NULL,            -- whom the admin expects, so that an unused code can be recognised
      expires_at BIGINT NOT NULL
    ) ${keyed}`.execute(db)

  // The words cases are described in. Nothing about anybody.
  await sql`
    CREATE TABLE taxonomy_terms (
      field    TEXT NOT NULL,
      code     TEXT NOT NULL,
      parent   TEXT NOT NULL,              -- for a profile, its category
      label_en TEXT NOT NULL,
      label_ru TEXT NOT NULL,
      position INTEGER NOT NULL,           -- order on the form
      PRIMARY KEY (field, code)
    ) ${keyed}`.execute(db)

  // One row per help request. Nothing here names or places a person: the month is the finest date
  // kept, so that a seized disk cannot be matched against border or call records.
  await sql`
    CREATE TABLE cases (
      id             TEXT PRIMARY KEY,     -- random, so that it says nothing about order
      code           TEXT NOT NULL UNIQUE, -- random, told to the person as the only name of the case
      month          TEXT NOT NULL,        -- the month of the request
      category       TEXT NOT NULL,        -- a code of the taxonomy, as are all columns down to first_response
      profile        TEXT,
      asker          TEXT,
      channel        TEXT,
      place          TEXT,                 -- a federal district or a group of countries, never finer
      urgency        TEXT,
      status         TEXT NOT NULL,
      outcome        TEXT,
      first_response TEXT,                 -- a bucket such as "within a day"
      recorded_by    TEXT NOT NULL REFERENCES users (id), -- decides who may see the case
      assigned_to    TEXT REFERENCES users (id),          -- likewise
      version        INTEGER NOT NULL,     -- finds edits that cross
      change_order   BIGINT NOT NULL,      -- order of the latest changes, blurred to the month soon after
      CHECK ((status = 'closed') = (outcome IS NOT NULL))
    ) ${keyed}`.execute(db)
  await sql`CREATE INDEX cases_by_change ON cases (change_order, id)`.execute(db)
  await sql`CREATE INDEX cases_by_recorder ON cases (recorded_by, change_order)`.execute(db)
  await sql`CREATE INDEX cases_by_assignee ON cases (assigned_to, change_order)`.execute(db)
  await sql`
    CREATE TABLE case_needs (
      case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
      need    TEXT NOT NULL,
      PRIMARY KEY (case_id, need)
    ) ${keyed}`.execute(db)
  await sql`
    CREATE TABLE case_situations (
      case_id   TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
      situation TEXT NOT NULL,
      PRIMARY KEY (case_id, situation)
    ) ${keyed}`.execute(db)

  // How many cases have a value in a month: all that reports read. It outlives the cases.
  await sql`
    CREATE TABLE counts (
      month     TEXT NOT NULL,
      category  TEXT NOT NULL,
      dimension TEXT NOT NULL,
      value     TEXT NOT NULL,
      n         INTEGER NOT NULL CHECK (n >= 0),
      PRIMARY KEY (dimension, month, category, value)
    ) ${keyed}`.execute(db)

  // The ledger of published figures: rounded ones only, nothing exact stands beside them. The keys leave
  // out the menu: whatever menus come later, a month is closed once and a cell of it drawn once.
  await sql`
    CREATE TABLE release_months (
      month        TEXT PRIMARY KEY,
      menu_version TEXT NOT NULL,          -- which tables were drawn, and with which base
      drawn_with   TEXT NOT NULL,          -- itself, or the later month a small one was merged into
      dropped      TEXT NOT NULL           -- tables for which no rounding was found
    ) ${keyed}`.execute(db)
  await sql`
    CREATE TABLE release_cells (
      month        TEXT NOT NULL REFERENCES release_months (month),
      menu_version TEXT NOT NULL,          -- an old month may be given a new table by a later menu
      table_name   TEXT NOT NULL,
      cell         TEXT NOT NULL,
      value        INTEGER NOT NULL CHECK (value >= 0), -- the protected figure
      PRIMARY KEY (month, table_name, cell)
    ) ${keyed}`.execute(db)
  await sql`
    CREATE TABLE releases (
      id              TEXT PRIMARY KEY,    -- the period and the beginning of the hash
      number          INTEGER NOT NULL UNIQUE,
      from_month      TEXT NOT NULL,
      to_month        TEXT NOT NULL,
      menu_version    TEXT NOT NULL,
      sha256          TEXT NOT NULL,       -- of the hash before it and that of the released table
      previous_sha256 TEXT NOT NULL,       -- chains the releases
      UNIQUE (from_month, to_month, menu_version)
    ) ${keyed}`.execute(db)
  // The very bytes that were released, so that a later version of the program cannot change them.
  await sql`
    CREATE TABLE release_files (
      release_id TEXT NOT NULL REFERENCES releases (id),
      name       TEXT NOT NULL,
      content    ${sql.raw(engine === 'sqlite' ? 'BLOB' : 'BYTEA')} NOT NULL,
      sha256     TEXT NOT NULL,
      PRIMARY KEY (release_id, name)
    ) ${keyed}`.execute(db)
  // One row, which whoever closes months or makes a release holds: two at once would draw twice.
  await sql`CREATE TABLE release_lock (name TEXT PRIMARY KEY) ${keyed}`.execute(db)
  await sql`INSERT INTO release_lock (name) VALUES ('releases')`.execute(db)
  for (const table of ['release_months', 'release_cells', 'releases', 'release_files']) {
    await makeInsertOnly(db, engine, table)
  }

  // What members did. Never the code of a case, nor the day of one: either would date the request.
  await sql`
    CREATE TABLE audit (
      number ${numbered},                  -- order of the entries
      dated  TEXT NOT NULL,                -- a day; what was done with a case only by month
      actor  TEXT NOT NULL,                -- id of a user, or "system"
      action TEXT NOT NULL,
      object TEXT NOT NULL                 -- a release, a month, a member; empty for a case
    )`.execute(db)
}

async function makeInsertOnly(db: Kysely<unknown>, engine: Engine, table: string): Promise<void> {
  if (engine === 'postgres') {
    await sql`
      CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'released figures never change'; END $$`.execute(db)
    await sql`
      CREATE TRIGGER ${sql.id(`${table}_insert_only`)} BEFORE UPDATE OR DELETE OR TRUNCATE ON ${sql.table(table)}
      EXECUTE FUNCTION refuse_change()`.execute(db)
    return
  }
  for (const change of ['UPDATE', 'DELETE']) {
    await sql`
      CREATE TRIGGER ${sql.id(`${table}_no_${change.toLowerCase()}`)} BEFORE ${sql.raw(change)} ON ${sql.table(table)}
      BEGIN SELECT RAISE(ABORT, 'released figures never change'); END`.execute(db)
  }
}
