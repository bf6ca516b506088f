import type { CaseCode } from '../cases/caseCode'
import { findCase, type HelpCase } from '../cases/caseStore'
import { entriesOf, type CaseWork } from '../cases/workOnCase'
import { isLeftOut } from '../counts/count'
import { opened } from '../entries/entry'
import type { HistoryEvent } from '../history/event'

/**
 * Why a case cannot be named as the one that another repeats: the member sees none such, it is the same case or repeats
 * it, it repeats one that they cannot open, it was spam.
 */
export type NoOriginal = 'unseen' | 'itself' | 'chain' | 'spam'

/** Whether a case can be marked as a repeat: also one that is closed already, as long as it counts. */
export function mayRepeat(helpCase: HelpCase): boolean {
  return !isLeftOut(helpCase)
}

/**
 * The case that a repeat of `code` repeats: that one, or the first if it is itself a repeat. Which one that is stands
 * sealed in its history. It counts, and so of any cases that repeat each other one always does.
 */
export async function findOriginal(
  on: Omit<CaseWork, 'helpCase'>,
  repeat: HelpCase,
  code: CaseCode,
): Promise<{ original: HelpCase } | { problem: NoOriginal }> {
  const passed = new Set([repeat.code])
  let next: CaseCode | undefined = code
  while (next !== undefined) {
    if (passed.has(next)) return { problem: 'itself' }
    passed.add(next)
    const named: HelpCase | undefined = await findCase(on.tx, on.writer.actor, next)
    if (!named) return { problem: next === code ? 'unseen' : 'chain' }
    if (!isLeftOut(named)) return { original: named }
    if (named.outcome === 'spam') return { problem: 'spam' }
    next = await originalNamedIn({ ...on, helpCase: named })
  }
  return { problem: 'chain' }
}

async function originalNamedIn(on: CaseWork): Promise<CaseCode | undefined> {
  const events = opened(await entriesOf<HistoryEvent>(on, 'event')).map(one => one.content)
  const codes = events.flatMap(event => (event.what === 'repeat_of' ? [event.code as CaseCode] : []))
  return codes.at(-1)
}
