import type { Generated, Kysely } from 'kysely'
import type { Day, Month } from '../calendar/month'

/** A connection, or a transaction: inside a transaction always use the latter (see docs/explanation). */
export type Db = Kysely<Schema>

export interface Schema {
  users: UserTable
  sessions: SessionTable
  invitations: InvitationTable
  taxonomy_terms: TaxonomyTermTable
  cases: CaseTable
  case_needs: CaseNeedTable
  case_situations: CaseSituationTable
  counts: CountTable
  release_months: ReleaseMonthTable
  release_cells: ReleaseCellTable
  releases: ReleaseTable
  release_files: ReleaseFileTable
  release_lock: ReleaseLockTable
  audit: AuditTable
}

export type Role = 'volunteer' | 'coordinator' | 'admin'
export type Language = 'en' | 'ru'

export interface UserTable {
  id: string
  pseudonym: string
  /** The pseudonym as compared: lower case, normalised. */
  sign_in_name: string
  role: Role
  language: Language
  state: 'active' | 'disabled'
  salt: string
  /** SHA-256 of the verifier half of the Argon2id output, base64url. */
  verifier_hash: string
  joined_day: Day
}

export interface SessionTable {
  /** SHA-256 of the cookie's token, base64url. */
  token_hash: string
  user_id: string
  /** Epoch seconds. */
  started_at: number
  last_seen_at: number
}

export interface InvitationTable {
  code_hash: string
  kind: 'setup' | 'join'
  role: Role
  /** Whom the admin expects, as a pseudonym; may be empty. */
  pseudonym: string
  expires_at: number
}

export interface TaxonomyTermTable {
  field: string
  code: string
  /** For a profile, the category it belongs to; otherwise empty. */
  parent: string
  label_en: string
  label_ru: string
  position: number
}

export interface CaseTable {
  id: string
  code: string
  month: Month
  category: string
  profile: string | null
  asker: string | null
  channel: string | null
  place: string | null
  urgency: string | null
  status: string
  outcome: string | null
  first_response: string | null
  recorded_by: string
  assigned_to: string | null
  version: number
  /** See docs/decisions/0004-order-without-times.md. */
  change_order: number
}

export interface CaseNeedTable {
  case_id: string
  need: string
}

export interface CaseSituationTable {
  case_id: string
  situation: string
}

export interface CountTable {
  month: Month
  category: string
  dimension: string
  value: string
  n: number
}

export interface ReleaseMonthTable {
  month: Month
  menu_version: string
  /** The month whose cells hold this month's figures: itself, or a later one it was merged into. */
  drawn_with: Month
  /** Tables of the menu that had to be left out, separated by commas. */
  dropped: string
}

export interface ReleaseCellTable {
  month: Month
  menu_version: string
  table_name: string
  cell: string
  /** The protected figure, a multiple of the base. Never the true one. */
  value: number
}

export interface ReleaseTable {
  id: string
  number: number
  from_month: Month
  to_month: Month
  menu_version: string
  /** Of the previous release's hash and that of the released table. */
  sha256: string
  previous_sha256: string
}

export interface ReleaseFileTable {
  release_id: string
  name: string
  content: Buffer
  sha256: string
}

/** One row, held while months are closed or a release is made. */
export interface ReleaseLockTable {
  name: string
}

export interface AuditTable {
  number: Generated<number>
  dated: Day | Month
  actor: string
  action: string
  object: string
}
