import { monthName } from '../language/monthNames'
import { monthsOf } from '../reports/period'
import { figuresOf, type Card } from './card'
import type { Reading } from './cardWords'

/** More months than these are said as a number. */
const mostNamed = 3

/** In which filings the figures of a card stand; nothing for protected ones, which stand in a release. */
export function filedText({ face, fact, filed }: Card, { language, texts }: Reading): string | undefined {
  if (face === 'public') return undefined
  const months = [...new Set(figuresOf(fact).flatMap(figure => monthsOf(figure)))].sort()
  const named = (name: string, revision?: number) =>
    revision === undefined ? name : texts(language, 'card.filed.month', { month: name, revision })
  const listed = (list: { month: (typeof months)[number]; revision?: number }[]) =>
    list.length > mostNamed
      ? texts(language, 'card.filed.several', { n: list.length })
      : list.map(({ month, revision }) => named(monthName(language, month), revision)).join(', ')
  const lists = {
    same: filed.filter(({ same }) => same),
    other: filed.filter(({ same }) => !same),
    not: months.filter(month => !filed.some(one => one.month === month)).map(month => ({ month })),
  }
  const said = Object.entries(lists)
    .filter(([, list]) => list.length > 0)
    .map(([state, list]) => texts(language, `card.filed.${state}`, { months: listed(list) }))
  return `${said.join('; ')}.`
}
