import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import type { CaseFacts } from './case'
import type { CaseCode } from './caseCode'
import type { HelpCase } from './caseStore'
import { fieldChanges } from './fieldChanges'
import { requireCase } from './requireCase'
import { movedOnly } from './sides'
import { saveChange, tell, workOnCase } from './workOnCase'

/** Facts that were typed over `version` of a case. */
export interface Edit {
  code: CaseCode
  version: number
  facts: CaseFacts
  /** The facts of that version, as far as they are known. */
  began?: CaseFacts | undefined
}

export type Edited = { saved: HelpCase } | { conflict: HelpCase }

/**
 * Replaces the facts of a case that the writer sees, if it is still at `version` or was only moved on since; its counts
 * and its history go with them. Status and outcome stay: what moves a case on are verbs of their own. `conflict` holds
 * the case as somebody else has saved it meanwhile. Nothing is written when nothing differs. NotFound when the writer
 * cannot see the case.
 */
export async function changeCase(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { code, version, facts, began }: Edit,
  today: Today,
): Promise<Edited> {
  let conflict: HelpCase | undefined
  const saved = await workOnCase(parts, writer, { code, action: 'case.changed' }, today, async on => {
    const { helpCase } = on
    const mine = helpCase.version === version ? facts : movedOnly({ began, theirs: helpCase, mine: facts })
    if (!mine) {
      conflict = helpCase
      return undefined
    }
    const after = { ...mine, status: helpCase.status, outcome: helpCase.outcome }
    const changes = fieldChanges(helpCase, after)
    if (changes.length === 0) return undefined
    await saveChange(on, after)
    await tell(on, { what: 'edited', changes })
    return on.helpCase
  })
  return conflict ? { conflict } : { saved: saved ?? (await requireCase(parts.db, writer.actor, code)) }
}
