import type { CaseCode } from '../cases/caseCode'
import type { HelpCase } from '../cases/caseStore'
import type { Opening } from '../cases/firstResponse'
import type { CaseWork } from '../cases/workOnCase'
import { lastPosition } from '../entries/entryStore'
import { fromText, toText, type DataKey } from '../vault/bytes'

/** What somebody can take back. */
export type Undoing =
  'closing' | 'assignment' | 'repeat' | 'status' | 'follow_ups_done' | 'follow_ups_dropped'

/** What an undo puts back in its place; everything else of a case stays as it is. */
const restored = [
  'status',
  'outcome',
  'first_response',
  'reopenings',
  'closed_month',
  'assigned_to',
] as const satisfies (keyof HelpCase)[]

export type Restored = Pick<HelpCase, (typeof restored)[number]>

/** One case as it was, and by what to see that nothing has happened to it since. */
export interface UndoableCase {
  id: string
  code: CaseCode
  before: Restored
  /** Who has had it since the change. */
  given: string | null
  /** The case's version and its latest entry, when the change was done. */
  version: number
  position: number
  /** The data keys of a case that the member gives away, by generation, base64url: with them it can come back whole. */
  keys: [generation: number, key: string][]
  opening?: Opening | undefined
  /** The follow-ups that went with the change. */
  followUps: object[]
}

/** All open cases of a member that were handed over at once: there may be thousands, so of each the least is kept. */
export interface UndoableHandover {
  undoing: 'leaver'
  /** Whose they were. */
  from: string
  moved: [id: string, version: number, position: number][]
}

interface Given {
  /** The keys that the member had before giving the case away. */
  keys?: Map<number, DataKey>
  opening?: Opening | undefined
  followUps?: object[]
}

/** What it takes to bring a case back to how it was; call it when all of the change is written. */
export async function undoableAfter(
  { tx, helpCase }: CaseWork,
  before: HelpCase,
  { keys = new Map<number, DataKey>(), opening, followUps = [] }: Given = {},
): Promise<UndoableCase> {
  const { id, code, version, assigned_to } = helpCase
  return {
    ...{ id, code, version, given: assigned_to },
    before: restoredOf(before),
    position: await lastPosition(tx, id),
    keys: [...keys].map(([generation, key]) => [generation, toText(key)]),
    ...{ opening, followUps },
  }
}

export function restoredOf(helpCase: HelpCase): Restored {
  return Object.fromEntries(restored.map(field => [field, helpCase[field]])) as unknown as Restored
}

export function keptKeys({ keys }: UndoableCase): Map<number, DataKey> {
  return new Map(keys.map(([generation, key]) => [generation, fromText(key) as DataKey]))
}
