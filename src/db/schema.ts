import type { Kysely } from 'kysely'
import type { Day, Month } from '../calendar/month'

/** A connection, or a transaction: inside a transaction always use the latter (see docs/explanation). */
export type Db = Kysely<Schema>

export interface Schema {
  users: UserTable
  keys: KeyTable
  recovery_codes: RecoveryCodeTable
  sessions: SessionTable
  invitations: InvitationTable
  epochs: EpochTable
  epoch_keys: EpochKeyTable
  certificates: CertificateTable
  taxonomy_terms: TaxonomyTermTable
  term_wordings: TermWordingTable
  cases: CaseTable
  case_needs: CaseNeedTable
  case_situations: CaseSituationTable
  sealed: SealedTable
  grants: GrantTable
  undos: UndoTable
  partners: PartnerTable
  saved_searches: SavedSearchTable
  feeds: FeedTable
  counts: CountTable
  filings: FilingTable
  cards: CardTable
  series: SeriesTable
  series_points: SeriesPointTable
  release_months: ReleaseMonthTable
  release_cells: ReleaseCellTable
  releases: ReleaseTable
  release_files: ReleaseFileTable
  release_lock: ReleaseLockTable
  audit: AuditTable
  audit_head: AuditHeadTable
  settings: SettingTable
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

export interface KeyTable {
  user_id: string
  /** X25519 and Ed25519, base64url. */
  box_public: string
  sign_public: string
  /** The member key under the key-encryption key. */
  wrapped_key: string
  /** Private keys, second factor and what the member saw last, under the member key. */
  strongbox: string
}

export interface RecoveryCodeTable {
  user_id: string
  code_hash: string
}

export interface SessionTable {
  /** SHA-256 of the cookie's token, base64url. */
  token_hash: string
  user_id: string
  /** Epoch seconds. */
  started_at: number
  last_seen_at: number
  stepped_at: number
  /** The member key under HKDF(token); null when the session is locked. */
  wrapped_key: string | null
  joining: number
  chain_broken: number
}

/** See src/readers/epoch.ts. */
export interface EpochTable {
  number: number
  statement: string
  signature: string
}

export interface EpochKeyTable {
  epoch: number
  /** For the group's key a coordinator's id, `recovery` or `next`; for the team's `team`, `team:` and an id, or `team next`. */
  reader: string
  sealed: string
}

export interface CertificateTable {
  user_id: string
  epoch: number
  signer: string
  signature: string
}

export interface InvitationTable {
  code_hash: string
  kind: 'setup' | 'join'
  role: Role
  /** Whom the admin expects, as a pseudonym; may be empty. */
  pseudonym: string
  expires_at: number
  /** The member who joins again with it; null for a newcomer. */
  user_id: string | null
}

export interface TaxonomyTermTable {
  field: string
  code: string
  /** For a profile, the category it belongs to; otherwise empty. */
  parent: string
  position: number
  /** The months in which requests may have it, first and last; empty for no limit. */
  from_month: Month | ''
  to_month: Month | ''
  /** The code of the same field that goes on with its series; may be empty. */
  counts_as: string
}

/** What a code is called and means from a month on; see src/taxonomy/. */
export interface TermWordingTable {
  field: string
  code: string
  /** Empty: from the beginning. */
  from_month: Month | ''
  label_en: string
  label_ru: string
  meaning_en: string
  meaning_ru: string
  /** 1 if other requests belong to it than before. */
  new_meaning: number
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
  /** When it was closed; null while it is open. */
  closed_month: Month | null
  /** How often it was opened again after it had been closed. */
  reopenings: number
  /** See src/cases/likeness.ts. */
  likeness: string | null
}

export interface CaseNeedTable {
  case_id: string
  need: string
}

export interface CaseSituationTable {
  case_id: string
  situation: string
}

export interface SealedTable {
  id: string
  case_id: string
  kind: 'note' | 'event' | 'follow_up' | 'referral' | 'opening'
  position: number
  generation: number
  version: number
  ciphertext: string
}

export interface GrantTable {
  case_id: string
  generation: number
  /** A member's id, or `group:` or `team:` and the number of an epoch. */
  reader: string
  sealed_key: string
  /** See src/readers/keyForWriting.ts; empty for a reader who was added later. */
  mark: string
}

/** What can be taken back for a while; see src/undo/. */
export interface UndoTable {
  id: string
  user_id: string
  /** Epoch seconds, of a whole minute. */
  expires_at: number
  sealed: string
}

/** See src/partners/. */
export interface PartnerTable {
  id: string
  epoch: number
  sealed_key: string
  ciphertext: string
  version: number
  signer: string
  signature: string
}

export interface SavedSearchTable {
  id: string
  user_id: string
  sealed: string
}

export interface FeedTable {
  token_hash: string
  user_id: string
  box_public: string
  /** See src/feeds/sealedFeed.ts. */
  mark: string
  sealed: string
}

export interface CountTable {
  month: Month
  category: string
  dimension: string
  value: string
  n: number
}

/** A month as it was filed; see src/filings/. */
export interface FilingTable {
  month: Month
  revision: number
  filed_day: Day
  filed_by: string
  audit_number: number
  audit_hash: string
  content: string
  sha256: string
}

/** See src/cards/. */
export interface CardTable {
  id: string
  made_day: Day
  content: string
}

/** Numbers that come without cases; see src/series/. */
export interface SeriesTable {
  id: string
  kind: 'tally' | 'context'
  name_en: string
  name_ru: string
  unit_en: string
  unit_ru: string
  definition_en: string
  definition_ru: string
  source: string
  source_url: string
  rounding: number
  step: 'month' | 'year'
  entered_day: Day
}

export interface SeriesPointTable {
  series_id: string
  /** `YYYY-MM`, or `YYYY` for a yearly series. */
  period: string
  value: number | null
  flag: string
  note: string
  source_url: string
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
  number: number
  dated: Day | Month
  actor: string
  action: string
  object: string
  /** SHA-256 of the hash before and of this entry, hex. */
  hash: string
}

/** One row: the end of the chain. */
export interface AuditHeadTable {
  name: string
  number: number
  hash: string
}

export interface SettingTable {
  name: string
  value: string
}
