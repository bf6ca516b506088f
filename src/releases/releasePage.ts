import { monthsBetween, type Day, type Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { dayName } from '../language/dayNames'
import { monthName, periodName, shortMonthName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import { labelOf, type Taxonomy } from '../taxonomy/taxonomy'
import type { FrozenMonth } from './ledger'
import { hub, leastShown, nameOf } from './menu'
import { fileName, type Release } from './release'
import { inOrder } from './requestsTable'

export interface Reader {
  language: Language
  texts: Texts
  taxonomy: Taxonomy
}

interface Choice {
  month: Month
  label: string
  selected: boolean
}

/** Months to choose from, the latest first; the one that was typed is chosen again, else `usual`. */
export function choices({ language }: Reader, months: Month[], typed: string, usual?: Month): Choice[] {
  const chosen = months.find(month => month === typed) ?? usual
  return months
    .toReversed()
    .map(month => ({ month, label: monthName(language, month), selected: month === chosen }))
}

/** The protected figures as people read them, latest month first: what is under 10 stands as "<10". */
export function figureTable({ language, texts, taxonomy }: Reader, ledger: FrozenMonth[]) {
  const columns = inOrder(distinct(ledger), taxonomy)
  return {
    heads: columns.map(({ table, key }) =>
      table === hub.table ? texts(language, 'release.total') : labelOf(taxonomy, 'category', key, language),
    ),
    rows: ledger.toReversed().map(frozen => ({
      label:
        frozen.from === frozen.month
          ? shortMonthName(language, frozen.month)
          : periodName(language, frozen.from, frozen.month),
      cells: columns.map(column => shownFigure(frozen, nameOf(column))),
    })),
  }
}

/** Releases with the addresses of their files, latest first. */
export function releaseRows({ language, texts }: Reader, releases: Release[], made: string) {
  return releases.map(release => ({
    number: release.number,
    id: release.id,
    period: periodName(language, release.from, release.to),
    isNew: release.id === made,
    files: (['csv', 'json'] as const).map(ending => ({
      label: texts(language, `release.list.${ending}`),
      address: `/releases/${release.id}/${fileName(release, ending)}`,
    })),
  }))
}

/** Who closed, made and took what. */
export function logRows(
  { language, texts }: Reader,
  entries: { dated: Day | Month; actor: string | null; action: string; object: string }[],
) {
  return entries.map(({ dated, actor, action, object }) => ({
    // Closing and releasing are dated by day.
    day: dayName(language, dated as Day),
    who: actor ?? texts(language, 'release.log.system'),
    what: texts(language, `release.log.${action}`, { what: objectName(language, action, object) }),
  }))
}

/** After a closing: that everything up to the month is closed, or which months wait for more requests. */
export function closingMessage({ language, texts }: Reader, through: Month, firstOpen: Month): string {
  const left = monthsBetween(firstOpen, through)
  if (left.length === 0) return texts(language, 'release.closed', { month: monthName(language, through) })
  return texts(language, 'release.left', { period: periodName(language, firstOpen, through), n: left.length })
}

function objectName(language: Language, action: string, object: string): string {
  const [first, last] = object.split('/') as [Month, Month]
  if (action === 'month.closed') return periodName(language, first, last)
  return object.split('/').at(-1)!
}

function distinct(ledger: FrozenMonth[]) {
  const figures = ledger.flatMap(frozen => frozen.figures)
  return [...new Map(figures.map(figure => [nameOf(figure), figure])).values()]
}

/** A month closed before a category existed has no figure for it. */
function shownFigure(frozen: FrozenMonth, name: string) {
  const limit = leastShown(frozen.menu)
  const figure = frozen.figures.find(one => nameOf(one) === name)
  return figure && { value: figure.value, limit, shown: figure.value >= limit }
}
