import { monthName } from '../language/monthNames'
import { formatChange, formatNumber } from '../language/numbers'
import type { Figure } from '../reports/records'
import type { Card } from './card'
import { periodOf, type Reading } from './cardWords'
import type { Standing } from './standing'

/** Whether a card still stands, in one word. */
export type State = 'stands' | 'changed' | 'gone'

export function stateOf({ stands, gone }: Standing): State {
  if (gone) return 'gone'
  return stands ? 'stands' : 'changed'
}

/** What has become of a card, as sentences. */
export function standingTexts(standing: Standing, { language, texts }: Reading): string[] {
  const { stands, changed, reworded, unsaid, gone, breaks } = standing
  const told = { stands, changed: changed.length > 0, unsaid, reworded, gone }
  const month = breaks && monthName(language, breaks, 'genitive')
  return [
    ...Object.entries(told).flatMap(([what, isSo]) =>
      isSo ? [texts(language, `card.standing.${what}`)] : [],
    ),
    ...(month ? [texts(language, 'card.standing.breaks', { month })] : []),
  ]
}

/** Each figure that is another now, with by how much. */
export function changeTexts({ fact }: Card, { changed }: Standing, { language, texts }: Reading): string[] {
  return changed.map(({ then, now }) => {
    const isWhole = fact.group === null
    return texts(language, isWhole ? 'card.standing.now_all' : 'card.standing.now', {
      period: periodOf(now, language),
      ...values('count', then, now),
      ...(isWhole ? {} : values('total', then, now)),
    })
  })

  function values(name: 'count' | 'total', then: Figure, now: Figure) {
    const [before, after] = [then[name], now[name]]
    return {
      [name]: formatNumber(language, after),
      [`${name}Change`]: formatChange(language, after - before),
    }
  }
}
