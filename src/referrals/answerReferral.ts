import type { Today } from '../calendar/today'
import type { CaseCode } from '../cases/caseCode'
import { entriesOf, replaceEntry, tell, workOnCase } from '../cases/workOnCase'
import type { Db } from '../db/schema'
import type { Writer } from '../entries/entry'
import type { Anchor } from '../readers/anchor'
import { NotFound } from '../web/errors'
import type { AnswerDraft, Referral } from './referral'

/** Which referral, as it was when somebody wrote the answer down, and what the partner answered. */
export interface AnswerOrder extends AnswerDraft {
  code: CaseCode
  id: string
  version: number
}

/**
 * Notes what a partner has answered, also when it was something else before. False when somebody else has noted
 * another answer meanwhile; NotFound when the member does not read the referral.
 */
export async function answerReferral(
  parts: { db: Db; anchor: Anchor },
  writer: Writer,
  { code, id, version, answer, outcome }: AnswerOrder,
  today: Today,
): Promise<boolean> {
  let overtaken = false
  await workOnCase(parts, writer, { code, action: 'referral.answered' }, today, async on => {
    const entry = (await entriesOf<Referral>(on, 'referral')).find(one => one.id === id)
    if (!entry || typeof entry.content === 'string') throw new NotFound()
    const before = entry.content
    if (before.answer === answer && before.outcome === outcome) return undefined
    overtaken = entry.version !== version
    if (overtaken) return undefined
    await replaceEntry(on, 'referral', entry, { ...before, answer, outcome, answered: today.day })
    await tell(on, { what: 'referral_answered', partner: before.name, answer, outcome })
    return true
  })
  return !overtaken
}
