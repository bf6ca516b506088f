import { caseworkerName, readWording, type Wording } from '../cases/casePage'
import type { HelpCase } from '../cases/caseStore'
import { mayMove } from '../cases/statusMoves'
import type { Deps } from '../deps'
import { opened } from '../entries/entry'
import type { Reader } from '../entries/readEntries'
import { dayName } from '../language/dayNames'
import { countShared } from '../partners/partner'
import { partnerInWords } from '../partners/partnerPage'
import type { OfferedPartner } from '../partners/readPartners'
import { listPseudonyms } from '../users/userStore'
import { readReferrals } from './readReferrals'
import type { Referral } from './referral'

type Parts = Pick<Deps, 'db' | 'anchor' | 'texts' | 'clock' | 'config'>

/** What the section "Referrals" of a case's page shows. */
export async function referralSection(parts: Parts, reader: Reader, helpCase: HelpCase) {
  const wording = await readWording(parts, reader.actor)
  const entries = await readReferrals(parts, reader, helpCase)
  const readable = opened(entries)
  const lineOf = await referralLines(
    parts,
    wording,
    readable.map(one => one.content),
  )
  const unread = entries.length - readable.length
  return {
    code: helpCase.code,
    referrals: readable.map(({ id, content }) => ({ id, ...lineOf(content) })),
    unread: unread > 0 && wording.texts(wording.language, 'referral.unread', { n: unread }),
    open: helpCase.status !== 'closed',
    // Nobody has the case any more: what to do next.
    stranded:
      helpCase.status === 'referred' &&
      readable.length > 0 &&
      readable.every(one => one.content.answer === 'refused'),
    resumable: mayMove(helpCase.status, 'resume'),
  }
}

/** Words for referrals: to whom, who sent it on which day, and what came of it. */
export async function referralLines(parts: Parts, wording: Wording, referrals: Referral[]) {
  const { language, texts } = wording
  const senders = await listPseudonyms(parts.db, [...new Set(referrals.map(one => one.by))])
  return ({ name, sent, by, answer, answered, outcome }: Referral) => {
    const sender = senders.find(one => one.id === by)
    const member = sender ? caseworkerName(wording, sender) : texts(language, 'note.unknown_author')
    return {
      name,
      sent: texts(language, 'referral.sent', { name: member, day: dayName(language, sent) }),
      answer: texts(language, `referral.answer.${answer}`),
      answered: answered && dayName(language, answered),
      waiting: answer === 'sent',
      outcome: outcome ?? '',
    }
  }
}

/** Partners to choose among: those that help with what is needed first, the most fitting on top. */
export function partnerChoices(
  wording: Wording,
  helpCase: { needs: string[] },
  partners: OfferedPartner[],
  chosen: string,
) {
  const byName = new Intl.Collator(wording.language)
  const choices = partners
    .map(({ id, partner }) => ({
      id,
      ...partnerInWords(wording, partner),
      shared: countShared(partner, helpCase),
      checked: id === chosen,
    }))
    .sort((one, other) => other.shared - one.shared || byName.compare(one.name, other.name))
    .map((choice, i) => ({ ...choice, first: i === 0 }))
  return {
    fitting: choices.filter(one => one.shared > 0),
    others: choices.filter(one => one.shared === 0),
  }
}
