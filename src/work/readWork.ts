import { parseDay, type Day } from '../calendar/month'
import type { HelpCase } from '../cases/caseStore'
import type { Db } from '../db/schema'
import type { OpenedEntry } from '../entries/entry'
import { listEntriesOf } from '../entries/entryStore'
import { entryOpener, type EntryOpener } from '../entries/openEntries'
import type { Reader } from '../entries/readEntries'
import { daysUntil } from '../followUps/dueText'
import { followUpsIn, type FollowUp, type OpenFollowUp } from '../followUps/followUp'
import { obstacleTo, type Obstacle } from '../notes/obstacle'
import type { Anchor } from '../readers/anchor'
import { listCasesOf, listLatestEntries } from './workStore'

/** Something that is to be done on a case of the member's. */
export interface Step extends OpenFollowUp {
  helpCase: HelpCase
}

/** An open case with its next step, if it has one. */
export interface OtherCase {
  helpCase: HelpCase
  next: Step | undefined
}

/** All that a member has to do. */
export interface Work {
  /** Everything that is to be done on any day, the earliest first. */
  steps: Step[]
  /** Steps that are over, are due today, or within the next seven days. */
  due: Record<'overdue' | 'today' | 'week', Step[]>
  /** Open cases on which nothing is due within the week, what cannot wait first, as far as they are shown. */
  others: OtherCase[]
  othersCount: number
  /** How many open cases the member has. */
  open: number
  /** The cases with steps that do not open for the member, and why. */
  sealed: HelpCase[]
  obstacle?: Obstacle | undefined
  /** The day on which something was last done with a case; `sealed` when that does not open. */
  latest: Map<string, Day | 'sealed'>
}

/** Reads the member's work, and shows as many of the other cases as make it `size` with those on which something is due. */
export async function readWork(
  parts: { db: Db; anchor: Anchor },
  reader: Reader,
  { today, size }: { today: Day; size: number },
): Promise<Work> {
  const cases = await listCasesOf(parts.db, reader.actor.id)
  const ids = cases.map(one => one.id)
  const opener = await entryOpener(parts, reader, ids)
  const { steps, sealed } = await readSteps(parts.db, opener, cases)
  const due = {
    overdue: steps.filter(one => daysUntil(one.content.due, today) < 0),
    today: steps.filter(one => one.content.due === today),
    week: steps.filter(one => one.content.due > today && daysUntil(one.content.due, today) <= 7),
  }
  const dueCases = new Set(Object.values(due).flatMap(group => group.map(one => one.helpCase)))
  const others = cases
    .filter(one => one.status !== 'closed' && !dueCases.has(one))
    .map(helpCase => ({ helpCase, next: steps.find(step => step.helpCase === helpCase) }))
  const shown = others.slice(0, Math.max(0, size - dueCases.size))
  return {
    ...{ steps, due, others: shown, othersCount: others.length, sealed },
    open: cases.filter(one => one.status !== 'closed').length,
    obstacle: await obstacleOf(parts.db, reader, opener, sealed[0]),
    latest: await readLatest(parts.db, opener, [...dueCases, ...shown.map(one => one.helpCase)]),
  }
}

async function readSteps(db: Db, { open }: EntryOpener, cases: HelpCase[]) {
  const byId = new Map(cases.map(one => [one.id, one]))
  const rows = await listEntriesOf(
    db,
    cases.map(one => one.id),
    ['follow_up'],
  )
  const entries: OpenedEntry<FollowUp>[] = []
  const caseOf = new Map(rows.map(row => [row.id, byId.get(row.case_id)!]))
  for (const row of rows) entries.push(await open<FollowUp>(row))
  const steps: Step[] = followUpsIn(entries).map(one => ({ ...one, helpCase: caseOf.get(one.id)! }))
  for (const { id } of steps) caseOf.delete(id)
  return { steps, sealed: [...caseOf.values()] }
}

/** Why the first of those that did not open did not. */
async function obstacleOf(
  db: Db,
  { actor }: Reader,
  { trust, obstacle }: EntryOpener,
  helpCase: HelpCase | undefined,
): Promise<Obstacle | undefined> {
  if (!helpCase || !trust) return helpCase && obstacle
  return obstacleTo(db, trust, actor, helpCase)
}

async function readLatest(db: Db, { open }: EntryOpener, cases: HelpCase[]) {
  const rows = await listLatestEntries(
    db,
    cases.map(one => one.id),
  )
  const latest = new Map<string, Day | 'sealed'>()
  for (const row of rows) {
    const { content } = await open<{ day: Day }>(row)
    const day = typeof content === 'string' ? undefined : parseDay(content.day)
    latest.set(row.case_id, day ?? 'sealed')
  }
  return latest
}
