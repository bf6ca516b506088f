import { monthOfYear, monthsBetween, yearOf, type Month } from '../calendar/month'
import type { Drawing, DrawingMonth } from '../charts/drawing'
import { figureOf } from '../charts/figure'
import type { Db } from '../db/schema'
import { monthAbbreviation } from '../language/monthNames'
import { formatNumber } from '../language/numbers'
import { isSeriesId, type Point, type Series } from './series'
import { flagWords, periodLabel, roundingText, spanName } from './seriesNames'
import type { Reader } from './seriesPage'
import { findSeries, listPoints } from './seriesStore'

/** Our own requests of a month. */
export interface OwnMonth {
  month: Month
  count: number
}

interface Span {
  from: Month
  to: Month
}

/** A series with its points of a period; undefined when there is none with this id. */
export async function readBeside(db: Db, id: string, { from, to }: Span) {
  const series = isSeriesId(id) ? await findSeries(db, id) : undefined
  return series && { series, points: await listPoints(db, id, from, to) }
}

/**
 * What a report shows of a series beside its own trend: the same months, or the years they fall into, in a picture with
 * an axis of its own, and in a table where both stand side by side. Nothing is added to anything; only our own months
 * are summed where the series has years.
 */
export function seriesBeside(
  { language, texts }: Reader,
  { series, points }: { series: Series; points: Point[] },
  { period, own }: { period: Span; own: OwnMonth[] },
) {
  const known = new Map(points.map(point => [point.period, point]))
  const rows = periodsOf(series, period).map(({ name, months }) => ({
    ...{ name, months, point: known.get(name) ?? { value: null, flag: '' } },
    own: own.filter(one => months.includes(one.month)),
  }))
  const drawing = drawingOf(series, rows)
  const span = spanName(language, rows[0]!.name, rows.at(-1)!.name)
  const unit = series.unit[language]
  const source = series.source || texts(language, 'series.beside.own_source')
  const rounding = roundingText(language, texts, series.rounding)
  const rounded = series.rounding > 1 ? 'yes' : 'no'
  const words = {
    title: series.name[language],
    description: texts(language, 'series.beside.description', { step: series.step }),
    caption: texts(language, 'series.beside.caption', {
      unit,
      span,
      source,
      rounded,
      rounding,
    }),
    notes: [texts(language, 'series.apart')],
  }
  return {
    ...{ id: series.id, name: series.name[language], unit, isYearly: series.step === 'year' },
    ...{ definition: series.definition[language], isContext: series.kind === 'context' },
    hasNumbers: points.some(point => point.value !== null),
    figure: figureOf(drawing, words, 'beside'),
    rows: rows.map(({ name, point, own }) => ({
      period: periodLabel(language, name),
      own: own.length > 0 ? formatNumber(language, sumOf(own)) : undefined,
      // Without this a part of a year would look like a fall.
      part:
        series.step === 'year' && own.length > 0 && own.length < 12
          ? texts(language, 'series.beside.part', { n: own.length })
          : '',
      value: point.value === null ? undefined : formatNumber(language, point.value, 6),
      flag: flagWords(language, texts, point),
    })),
  }

  function drawingOf({ step }: Series, all: Row[]): Drawing {
    const firstProvisional =
      1 + all.findLastIndex(({ point }) => point.value !== null && !point.flag.includes('p'))
    return {
      form: step === 'year' ? 'columns' : 'lines',
      months: all.map(({ name, months }, i) => axisName(name, months[0]!, i >= firstProvisional)),
      series: [{ name: series.name[language], counts: all.map(({ point }) => point.value ?? undefined) }],
      breaks: all.flatMap(({ point }, i) => (point.flag.includes('b') ? [i] : [])),
      unit: series.unit[language],
      number: value => formatNumber(language, value),
      ...(step === 'year' && { perYear: 1 }),
    }
  }

  function axisName(name: string, month: Month, provisional: boolean): DrawingMonth {
    if (series.step === 'year') return { name, year: '', ofYear: 1, provisional }
    const year = String(yearOf(month))
    return { name: monthAbbreviation(language, month), year, ofYear: monthOfYear(month), provisional }
  }
}

interface Row {
  name: string
  months: Month[]
  point: Pick<Point, 'value' | 'flag'>
}

/** The months of a period one by one, or by the years they fall into. */
function periodsOf({ step }: Series, { from, to }: Span): { name: string; months: Month[] }[] {
  const months = monthsBetween(from, to)
  if (step === 'month') return months.map(month => ({ name: month, months: [month] }))
  const years = [...new Set(months.map(month => month.slice(0, 4)))]
  return years.map(year => ({ name: year, months: months.filter(month => month.startsWith(year)) }))
}

function sumOf(own: OwnMonth[]): number {
  return own.reduce((sum, one) => sum + one.count, 0)
}
