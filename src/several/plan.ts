import type { Actor } from '../auth/actor'
import { parseCaseCode, type CaseCode } from '../cases/caseCode'
import type { HelpCase } from '../cases/caseStore'
import { mayMove } from '../cases/statusMoves'
import { mayWorkOn } from '../cases/mayWorkOn'
import type { Change } from './change'

/** How many cases are changed at once. */
export const most = 100

/** A case as a preview showed it: what is done is done to this version, or not at all. */
export interface PreviewedCase {
  code: CaseCode
  version: number
}

/** Why a case stays as it is: nobody sees it any more, it is so already, no such step leads on, it is not theirs. */
export type Obstacle = 'gone' | 'same' | 'step' | 'theirs' | 'changed'

export interface Plan {
  possible: HelpCase[]
  impossible: { code: CaseCode; obstacle: Obstacle; helpCase?: HelpCase }[]
}

/** What a change would do with each case: `cases` are those of `codes` that the member sees. */
export function planChange(actor: Actor, change: Change, codes: CaseCode[], cases: HelpCase[]): Plan {
  const plan: Plan = { possible: [], impossible: [] }
  for (const code of codes) {
    const helpCase = cases.find(one => one.code === code)
    const obstacle = helpCase ? obstacleTo(actor, change, helpCase) : 'gone'
    if (obstacle) plan.impossible.push({ code, obstacle, ...(helpCase && { helpCase }) })
    else plan.possible.push(helpCase!)
  }
  return plan
}

function obstacleTo(actor: Actor, change: Change, helpCase: HelpCase): Obstacle | undefined {
  if (!mayWorkOn(actor, helpCase)) return 'theirs'
  if (change.what === 'move') return mayMove(helpCase.status, change.move) ? undefined : 'step'
  if (change.what === 'close') return mayMove(helpCase.status, 'close') ? undefined : 'step'
  return helpCase.assigned_to === change.to ? 'same' : undefined
}

/** Codes as a form carries them in one field, each once, no more than may be changed at once. */
export function parseCodes(typed: string[]): CaseCode[] {
  const codes = typed.flatMap(one => one.split(' ')).map(parseCaseCode)
  return [...new Set(codes.flatMap(parsed => ('code' in parsed ? [parsed.code] : [])))].slice(0, most)
}

/** `K7M-4QX-Z.3`, one after the other. */
export function writePreviewed(cases: PreviewedCase[]): string {
  return cases.map(({ code, version }) => `${code}.${version}`).join(' ')
}

export function parsePreviewed(typed: string): PreviewedCase[] {
  const parsed = typed.split(' ').map(one => {
    const [code, version] = one.split('.')
    return { ...parseCaseCode(code), version: Number(version) }
  })
  const known = parsed.filter(
    (one): one is PreviewedCase => 'code' in one && Number.isSafeInteger(one.version),
  )
  return [...new Map(known.map(one => [one.code, one])).values()].slice(0, most)
}
