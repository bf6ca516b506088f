import { secondsOf, type Day, type Month } from '../calendar/month'
import { todayOf, type Today } from '../calendar/today'
import { forecastEvaporation } from '../cases/evaporate'
import { evaporatesFrom } from '../cases/evaporation'
import type { Db } from '../db/schema'
import type { Deps } from '../deps'
import { findSetting } from '../settings/settingStore'
import { countCaseRows, countCells } from './caseNumberStore'
import { keyPlace, type KeyPlace, type KeyPlaceConfig } from './keyPlace'
import { readMemberNumbers, type MemberNumbers } from './memberNumbers'
import { countRows, listInvitationRows, listSessionRows } from './memberNumberStore'
import { countSealedRows, countSharedNotes } from './noteNumberStore'
import { sessionNumbers, type SessionNumbers } from './sessionNumbers'
import { readViews, type Views } from './views'

/** What the database holds today, in numbers. Nothing of it names a member or a case. */
export interface SeizedFacts {
  day: Day
  keyPlace: KeyPlace
  evaporationDays: number
  cases: {
    open: number
    closed: number
    /** The month of the oldest open one. */
    oldest: Month | null
    /** Those whose order of change is still known. */
    ordered: number
    /** Open ones that nobody is assigned to. */
    pool: number
    /** Open ones that nobody has changed for two months or longer. */
    quiet: number
    /** Counted, but no longer there as rows. */
    destroyed: number
    /** Whether traces of destroyed ones may still stand in the files. */
    traces: boolean
    /** Closed ones whose days are over, and the day on which the next go. */
    due: number
    next: { day: Day; n: number } | null
  }
  /** Cells of the cube with a number, and those of them that reports show. */
  counts: { cells: number; shown: number }
  notes: { all: number; plain: number; cases: number }
  /** What else is sealed of cases: history, follow-ups, referrals. */
  steps: { all: number; plain: number }
  /** Notes that are sealed to the team, in how many cases. */
  shared: { notes: number; cases: number }
  partners: number
  /** Calendar files that members have turned on. */
  feeds: number
  members: MemberNumbers
  sessions: SessionNumbers
  codes: {
    recovery: number
    /** Invitations that can still be used, and for how many hours the last of them. */
    invitations: number
    hours: number
    /** Invitations, used up or not, whose row names a pseudonym. */
    named: number
  }
  audit: number
  views: Views
}

export type SeizedParts = Pick<Deps, 'db' | 'anchor' | 'clock'> & {
  config: KeyPlaceConfig & Pick<Deps['config'], 'timeZone' | 'evaporationDays'>
}

/** Counts it all, and changes nothing. */
export async function readSeizedFacts({ db, anchor, clock, config }: SeizedParts): Promise<SeizedFacts> {
  const today = todayOf(clock, config.timeZone)
  const { requests, ...counts } = await countCells(db)
  return {
    day: today.day,
    keyPlace: keyPlace(config),
    evaporationDays: config.evaporationDays,
    cases: await readCaseNumbers(db, today, config.evaporationDays, requests),
    counts,
    ...(await countSealedRows(db)),
    shared: await countSharedNotes(db, 'team'),
    partners: await countRows(db, 'partners'),
    feeds: await countRows(db, 'feeds'),
    members: await readMemberNumbers(db, anchor),
    sessions: sessionNumbers(await listSessionRows(db), secondsOf(clock)),
    codes: await readCodeNumbers(db, secondsOf(clock)),
    audit: await countRows(db, 'audit'),
    views: await readViews(db),
  }
}

async function readCaseNumbers(db: Db, today: Today, days: number, requests: number) {
  const rows = await countCaseRows(db, today.month)
  const { due, next } = await forecastEvaporation(db, today, days)
  return {
    ...rows,
    // A case recorded between the two questions must not make it negative.
    destroyed: Math.max(0, requests - rows.open - rows.closed),
    traces: (await findSetting(db, 'traces')) !== undefined,
    due,
    next: next ? { day: evaporatesFrom(next.month, days), n: next.n } : null,
  }
}

async function readCodeNumbers(db: Db, now: number) {
  const rows = await listInvitationRows(db)
  const good = rows.filter(row => row.expires_at > now)
  const last = Math.max(now, ...good.map(row => row.expires_at))
  return {
    recovery: await countRows(db, 'recovery_codes'),
    invitations: good.length,
    hours: Math.ceil((last - now) / 3600),
    named: rows.filter(row => row.pseudonym !== '').length,
  }
}
