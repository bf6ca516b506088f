import { caseSummary, type Wording } from '../cases/casePage'
import type { HelpCase } from '../cases/caseStore'

/** What a partner has to know of a request. Where it came from, how far it is and when it was is ours. */
const handedOver = ['category', 'profile', 'needs', 'situations', 'urgency', 'place', 'asker']

/**
 * What is sent to a partner: the code, the coded facts in the words of the partner's language, and these notes.
 * Nothing else: no member, no day. It is made anew each time and kept nowhere.
 */
export function handOverText(wording: Wording, helpCase: HelpCase, notes: string[]): string {
  const { language, texts } = wording
  const facts = caseSummary(wording, helpCase).filter(
    ({ field, value }) => handedOver.includes(field) && value !== '',
  )
  const code = { label: texts(language, 'case.code'), value: helpCase.code }
  const lines = [code, ...facts].map(({ label, value }) => `${label}: ${value}`)
  return [lines.join('\n'), ...notes].join('\n\n')
}
