import type { Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { inPeriod, monthName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import { hasSeveral, isUnsettled } from '../reports/breakdown'
import { capital } from '../reports/factSentence'
import type { Period } from '../reports/period'
import { breaksOf, figuresOf, type Told } from './card'
import type { CardSource } from './cardSource'

/** What a figure counts and what it does not, as sentences. */
export function noteOf(
  fact: Told,
  source: CardSource,
  { language, texts }: { language: Language; texts: Texts },
): string {
  return [
    texts(language, 'card.note.unit'),
    ...withoutCases(fact, source).map(({ period, n }) =>
      texts(language, 'card.note.without_case', {
        n,
        when: capital(inPeriod(language, period.from, period.to)),
      }),
    ),
    ...breaksWithin(fact, source).map(month =>
      texts(language, 'card.note.breaks', { month: monthName(language, month, 'genitive') }),
    ),
    ...(hasSeveral(fact.by) && fact.group !== null ? [texts(language, 'card.note.several')] : []),
    ...(isUnsettled(fact.by) && fact.group !== null ? [texts(language, 'card.note.unsettled')] : []),
    ...(source.face === 'public' ? [texts(language, 'card.note.protected', { base: source.base })] : []),
  ].join(' ')
}

/** Where the definition on the card does not hold for all of the months that it counts. */
function breaksWithin(fact: Told, { records }: CardSource): Month[] {
  return breaksOf(fact, records).filter(month =>
    figuresOf(fact).some(({ from, to }) => month > from && month <= to),
  )
}

/** Of protected figures nobody outside learns how many came without a case. */
function withoutCases(fact: Told, source: CardSource): { period: Period; n: number }[] {
  if (source.face === 'public') return []
  const periods = new Map(figuresOf(fact).map(figure => [`${figure.from} ${figure.to}`, figure]))
  return [...periods.values()]
    .map(period => ({ period, n: source.withoutCase(period) }))
    .filter(({ n }) => n > 0)
}
