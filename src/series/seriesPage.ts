import type { Language } from '../db/schema'
import { dayName } from '../language/dayNames'
import { formatNumber } from '../language/numbers'
import type { Texts } from '../language/texts'
import type { Point, Series } from './series'
import { flagWords, periodLabel, roundingText, spanName } from './seriesNames'
import type { Extent } from './seriesStore'

export interface Reader {
  language: Language
  texts: Texts
}

/** Series as they stand in the list, by their names in the reader's language. */
export function seriesRows({ language, texts }: Reader, all: Series[], extents: Map<string, Extent>) {
  const order = new Intl.Collator(language)
  return all
    .map(({ id, name, unit, source, enteredDay }) => {
      const extent = extents.get(id)
      return {
        ...{ id, name: name[language], unit: unit[language], source, points: extent?.points ?? 0 },
        span: extent && spanName(language, extent.from, extent.to),
        entered: texts(language, 'series.entered', { day: dayName(language, enteredDay) }),
      }
    })
    .sort((a, b) => order.compare(a.name, b.name))
}

/** One series with all that is needed to quote it; the latest number first. */
export function seriesPage({ language, texts }: Reader, series: Series, points: Point[]) {
  return {
    id: series.id,
    name: series.name[language],
    definition: series.definition[language],
    source: series.source,
    sourceUrl: series.sourceUrl,
    facts: [
      { label: texts(language, 'series.unit'), value: series.unit[language] },
      { label: texts(language, 'series.rounding'), value: roundingText(language, texts, series.rounding) },
      { label: texts(language, 'series.updated'), value: dayName(language, series.enteredDay) },
    ],
    isYearly: series.step === 'year',
    withNotes: points.some(one => one.note !== '' || one.sourceUrl !== ''),
    points: points.toReversed().map(point => ({
      ...point,
      period: periodLabel(language, point.period),
      value: point.value === null ? undefined : formatNumber(language, point.value, 6),
      flag: flagWords(language, texts, point),
    })),
  }
}
