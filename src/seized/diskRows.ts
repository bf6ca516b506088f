import type { SeizedFacts } from './facts'
import { readableIf, row, type Row, type Told } from './row'

/** What stands on a disk that nobody gave the passphrases to. */
export function diskRows(facts: SeizedFacts): Row[] {
  return [...readableRows(facts), ...sealedRows(facts), ...hashRows(facts), ...absentRows(facts)]
}

/** What a running server yields besides. */
export function runningRows({ sessions, members }: SeizedFacts): Row[] {
  return [
    row('active', sessions.active, 'readable', 'active'),
    row('idle', sessions.idle, 'sealed', 'idle'),
    row('locked', sessions.locked, 'absent', 'locked'),
    row('sign_ins', members.keyed, 'absent', 'sign_ins'),
  ]
}

/** What an older copy yields besides what it shows of that day. */
export function backupRows({ cases, members, keyPlace }: SeizedFacts): Row[] {
  const copied = keyPlace === 'beside' ? 1 : 0
  return [
    row('cases_since', cases.destroyed, readableIf(cases.destroyed), 'cases_since'),
    row('server_key_copy', copied, readableIf(copied), copied ? 'server_key_copy' : undefined),
    row('passphrases_ended', members.ended, 'hash', 'passphrases_ended'),
  ]
}

function readableRows(facts: SeizedFacts): Row[] {
  const { notes, counts, members, codes, audit, sessions, keyPlace } = facts
  const { volunteers, coordinators, admins, ended } = members
  const key = keyPlace === 'elsewhere' ? 0 : 1
  return [
    ...caseRows(facts),
    row('noted_cases', notes.cases, 'readable', 'noted_cases'),
    row('counts', counts.cells, 'readable'),
    row('members', members.all, 'readable', 'members', { volunteers, coordinators, admins, ended }),
    row('expected_names', codes.named, 'readable'),
    row('audit', audit, 'readable', 'audit'),
    row('sessions', sessions.rows, 'readable'),
    row('server_key', key, readableIf(key)),
  ]
}

function caseRows({ cases: { open, closed, ordered, oldest, next } }: SeizedFacts): Row[] {
  const oldestOne: Told = oldest ? ['cases_open', { oldest_month: oldest }] : []
  const nextOnes: Told = next ? ['cases_closed', { next: next.n, next_day: next.day }] : []
  return [
    row('cases_open', open, 'readable', ...oldestOne),
    row('cases_closed', closed, 'readable', ...nextOnes),
    row('case_order', ordered, 'readable'),
  ]
}

function sealedRows({ notes, steps, shared, partners, feeds, members, sessions }: SeizedFacts): Row[] {
  const plain = notes.plain + steps.plain
  const anyOf: Told = shared.notes > 0 ? ['notes_pool', { passphrases: members.opensTeam }] : []
  return [
    row('notes', notes.all - notes.plain, 'sealed', 'notes'),
    row('notes_pool', shared.notes, 'sealed', ...anyOf),
    row('steps', steps.all - steps.plain, 'sealed', 'steps'),
    row('notes_plain', plain, readableIf(plain)),
    row('partners', partners, 'sealed', 'partners'),
    row('feeds', feeds, 'sealed', 'feeds'),
    row('member_keys', members.keys, 'sealed'),
    row('session_keys', sessions.keys, 'sealed', 'session_keys'),
  ]
}

function hashRows({ members, codes: { recovery, invitations, hours }, keyPlace }: SeizedFacts): Row[] {
  const guessing = keyPlace === 'elsewhere' ? 'no_guessing' : 'guessing'
  const invited: Told = invitations > 0 ? ['codes', { invitations, hours }] : []
  return [
    row('passphrases_all', members.opensAll, 'hash', guessing),
    row('passphrases_some', members.opensSome, 'hash', guessing),
    row('codes', recovery + invitations, 'hash', ...invited),
  ]
}

function absentRows({ members, cases }: SeizedFacts): Row[] {
  return [
    row('recovery_key', members.epoch > 0 ? 1 : 0, 'absent', 'recovery_key'),
    // Destroyed, but a file may still hold what was overwritten in the database.
    cases.traces
      ? row('cases_destroyed', cases.destroyed, 'readable', 'traces')
      : row('cases_destroyed', cases.destroyed, 'absent'),
  ]
}
