import { monthOfYear, yearOf } from '../calendar/month'
import { monthAbbreviation, periodName } from '../language/monthNames'
import { formatNumber } from '../language/numbers'
import { labelOf } from '../taxonomy/taxonomy'
import { drawChart } from './chart'
import { seriesOf } from './chartSeries'
import { layouts, sum, type ChartForm, type Drawing } from './drawing'
import type { Fact } from './fact'
import { factTitle, type Wording } from './factSentence'
import type { Trend } from './trend'

/** The figure of a period, once for a wide page and once for a narrow one, with its finding as the title. */
export function reportChart(trend: Trend, facts: Fact[], form: ChartForm, wording: Wording) {
  if (!trend.period) return undefined
  const { language, texts } = wording
  const drawing: Drawing = {
    form,
    months: trend.months.map(({ month, provisional }) => ({
      name: monthAbbreviation(language, month),
      year: String(yearOf(month)),
      ofYear: monthOfYear(month),
      provisional,
    })),
    series: seriesNamed(trend, wording),
    number: value => formatNumber(language, value),
  }
  const finding = facts.map(fact => factTitle(fact, wording)).find(title => title !== undefined)
  const provisional = trend.months.some(month => month.provisional)
  return {
    title: finding ?? texts(language, 'chart.title'),
    description: texts(language, 'chart.description', { form, n: trend.months.length }),
    caption: texts(language, 'chart.caption', {
      period: periodName(language, trend.period.from, trend.period.to),
    }),
    provisional: provisional ? texts(language, 'chart.provisional', { form }) : undefined,
    drawings: layouts.map(layout => drawChart(drawing, layout)),
  }
}

function seriesNamed(trend: Trend, { language, texts, taxonomy }: Wording): Drawing['series'] {
  return seriesOf(trend.sum).map(members => ({
    name:
      members.length === 1
        ? labelOf(taxonomy, 'category', members[0]!, language)
        : texts(language, 'chart.rest'),
    counts: trend.months.map(month =>
      sum(month.categories.filter(cell => members.includes(cell.category)).map(cell => cell.count)),
    ),
  }))
}
