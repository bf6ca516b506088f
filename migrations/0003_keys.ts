import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Engine } from '../src/db/engine'

/**
 * Keys: what members type in words is sealed for its readers, and a copy of this database opens none of it.
 * Members who joined before have no keys. They join again: an admin makes them a code, and while no admin
 * has keys the server prints a setup link.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const keyed = sql.raw(engine === 'sqlite' ? 'WITHOUT ROWID' : '')

  // One row for each member who has joined. Private keys stand here only encrypted.
  await sql`
    CREATE TABLE keys (
      user_id     TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
      box_public  TEXT NOT NULL,  -- X25519: what is sealed to the member is sealed to this
      sign_public TEXT NOT NULL,  -- Ed25519: checks what the member, as a coordinator, has certified
      wrapped_key TEXT NOT NULL,  -- the member key, under the key-encryption key made of the passphrase
      strongbox   TEXT NOT NULL   -- private keys, second factor and what the member saw last, under the member key
    ) ${keyed}`.execute(db)

  // Ten one-use codes for a lost phone, as keyed hashes. A row goes when its code is used.
  await sql`
    CREATE TABLE recovery_codes (
      user_id   TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      code_hash TEXT NOT NULL,
      PRIMARY KEY (user_id, code_hash)
    ) ${keyed}`.execute(db)

  // Sessions now carry the member key, under a key that only the cookie holds.
  await sql`DROP TABLE sessions`.execute(db)
  await sql`
    CREATE TABLE sessions (
      token_hash   TEXT PRIMARY KEY,  -- SHA-256 of the cookie's token
      user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      started_at   BIGINT NOT NULL,   -- ends a session after eight hours
      last_seen_at BIGINT NOT NULL,   -- locks an idle session
      stepped_at   BIGINT NOT NULL,   -- when the second factor was shown last
      wrapped_key  TEXT,              -- the member key under HKDF(token); emptied when the session is locked
      joining      INTEGER NOT NULL CHECK (joining IN (0, 1)),       -- second factor or recovery key still to be confirmed
      chain_broken INTEGER NOT NULL CHECK (chain_broken IN (0, 1))   -- the audit log lacked what the member had seen
    ) ${keyed}`.execute(db)
  await sql`CREATE INDEX sessions_by_user ON sessions (user_id)`.execute(db)

  // Who may read what coordinators read. Each epoch is a signed statement (the group's public key, the
  // coordinators and their keys, the recovery key, the hash of the epoch before), so that nobody can add a
  // reader by writing here.
  await sql`
    CREATE TABLE epochs (
      number    INTEGER PRIMARY KEY,
      statement TEXT NOT NULL,
      signature TEXT NOT NULL
    )`.execute(db)
  await sql`
    CREATE TABLE epoch_keys (
      epoch  INTEGER NOT NULL REFERENCES epochs (number),
      reader TEXT NOT NULL,           -- a coordinator's id, "recovery", or "next": the group key of the epoch after
      sealed TEXT NOT NULL,           -- the group's private key, in a sealed box
      PRIMARY KEY (epoch, reader)
    ) ${keyed}`.execute(db)
  // That a coordinator has compared a volunteer's fingerprint. Good for one epoch, renewed with the next.
  await sql`
    CREATE TABLE certificates (
      user_id   TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
      epoch     INTEGER NOT NULL,
      signer    TEXT NOT NULL,        -- a coordinator of the epoch, or "recovery"
      signature TEXT NOT NULL         -- over epoch, member, role and both public keys
    ) ${keyed}`.execute(db)

  // Everything in words. Who wrote it and on which day stands inside the seal.
  await sql`
    CREATE TABLE sealed (
      id         TEXT PRIMARY KEY,    -- random
      case_id    TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
      kind       TEXT NOT NULL CHECK (kind IN ('note')),
      position   INTEGER NOT NULL,    -- order within the case
      generation INTEGER NOT NULL,    -- which of the case's data keys opens it
      version    INTEGER NOT NULL,    -- counts maskings; part of the associated data
      ciphertext TEXT NOT NULL,       -- padded, so that its length is one of a few
      UNIQUE (case_id, kind, position)
    ) ${keyed}`.execute(db)
  // A case's data keys, one for each set of readers it has had, each sealed to those readers.
  await sql`
    CREATE TABLE grants (
      case_id    TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
      generation INTEGER NOT NULL,
      reader     TEXT NOT NULL,       -- a member's id, or "group:" and the number of an epoch
      sealed_key TEXT NOT NULL,
      mark       TEXT NOT NULL,       -- by which its maker alone recognises a key; without it nothing more is sealed with the key
      PRIMARY KEY (case_id, generation, reader)
    ) ${keyed}`.execute(db)
  await sql`CREATE INDEX grants_by_reader ON grants (reader)`.execute(db)

  // The month of closing, so that a case can vanish some time after: a day would date its end.
  await sql`ALTER TABLE cases ADD COLUMN closed_month TEXT`.execute(db)
  // Of a case closed before, the month of its last change is known (months since year 0, times a million).
  await sql`
    UPDATE cases SET closed_month =
      CAST(change_order / 12000000 AS TEXT) || '-' ||
      CASE WHEN (change_order / 1000000) % 12 < 9 THEN '0' ELSE '' END ||
      CAST((change_order / 1000000) % 12 + 1 AS TEXT)
    WHERE status = 'closed'`.execute(db)
  await sql`CREATE INDEX cases_by_closing ON cases (closed_month)`.execute(db)

  // An invitation may be for a member who has forgotten the passphrase.
  await sql`ALTER TABLE invitations ADD COLUMN user_id TEXT REFERENCES users (id)`.execute(db)

  // Whether the secret file beside the database is the one that it was begun with.
  await sql`CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) ${keyed}`.execute(db)

  await chainAudit(db)
}

/** Every entry now carries the hash of all before it, so that an edit, a gap or another order is found. */
async function chainAudit(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE audit_chained (
      number INTEGER PRIMARY KEY,
      dated  TEXT NOT NULL,
      actor  TEXT NOT NULL,
      action TEXT NOT NULL,
      object TEXT NOT NULL,
      hash   TEXT NOT NULL       -- SHA-256 of the hash before and of this entry's fields, each with its length
    )`.execute(db)
  const { rows } = await sql<{ dated: string; actor: string; action: string; object: string }>`
    SELECT dated, actor, action, object FROM audit ORDER BY number`.execute(db)
  let hash = ''
  for (const [i, { dated, actor, action, object }] of rows.entries()) {
    const fields = [String(i + 1), dated, actor, action, object]
    const text = [hash, ...fields].map(field => `${Buffer.byteLength(field)}:${field}`).join('')
    hash = createHash('sha256').update(text).digest('hex')
    await sql`INSERT INTO audit_chained (number, dated, actor, action, object, hash)
      VALUES (${i + 1}, ${dated}, ${actor}, ${action}, ${object}, ${hash})`.execute(db)
  }
  await sql`DROP TABLE audit`.execute(db)
  await sql`ALTER TABLE audit_chained RENAME TO audit`.execute(db)
  // The end of the chain. Whoever writes an entry holds this row, so that two never take the same place.
  await sql`CREATE TABLE audit_head (name TEXT PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL)`.execute(
    db,
  )
  await sql`INSERT INTO audit_head (name, number, hash) VALUES ('audit', ${rows.length}, ${hash})`.execute(db)
}
