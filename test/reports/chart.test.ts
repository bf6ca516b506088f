import { drawChart, type Chart } from '../../src/reports/chart'
import { seriesOf } from '../../src/reports/chartSeries'
import { layouts, type Drawing } from '../../src/reports/drawing'
import { reportChart } from '../../src/reports/reportChart'
import { trendOf } from '../../src/reports/trend'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { defaultTaxonomy, demoRecords, period, texts } from './demoRecords'

const [wide, narrow] = layouts as [(typeof layouts)[0], (typeof layouts)[0]]

function drawing(counts: number[][], names: string[], changes: Partial<Drawing> = {}): Drawing {
  const months = counts[0]!.map((_, i) => ({
    name: 'Month',
    year: String(2023 + Math.floor(i / 12)),
    ofYear: (i % 12) + 1,
    provisional: false,
  }))
  return {
    form: 'columns',
    months,
    series: counts.map((row, i) => ({ name: names[i]!, counts: row })),
    number: String,
    ...changes,
  }
}

/** The boxes of a path: where each begins, and how large it is. */
function boxes(path: string) {
  return [...path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g)].map(match => {
    const [x, y, width, height] = match.slice(1).map(Number) as [number, number, number, number]
    return { x, y, width, height }
  })
}

/** What a height stands for, by the lines of the grid. */
function countAt(chart: Chart, y: number): number {
  const [zero, other] = [chart.grid[0]!, chart.grid.at(-1)!]
  return ((zero.y - y) / (zero.y - other.y)) * Number(other.text)
}

describe('columns', () => {
  const chart = drawChart(
    drawing(
      [
        [10, 0, 30],
        [20, 40, 30],
      ],
      ['A', 'B'],
    ),
    wide,
  )

  it('stack the series of a month to its total', () => {
    const second = boxes(chart.columns[1]!.path)
    expect(second.map(box => Math.round(countAt(chart, box.y)))).toEqual([30, 40, 60])
  })

  it('stand on the ground with the first series, and leave out what is zero', () => {
    const first = boxes(chart.columns[0]!.path)
    expect(first).toHaveLength(2)
    for (const { y, height } of first) expect(y + height).toBeCloseTo(chart.grid[0]!.y, 0)
  })

  it('leave a gap between one series and the next', () => {
    const below = boxes(chart.columns[0]!.path)[0]!
    const above = boxes(chart.columns[1]!.path)[0]!
    expect(below.y - (above.y + above.height)).toBeCloseTo(1, 1)
  })

  it('of a provisional month are hatched to their full height', () => {
    const months = drawing([[1, 2]], ['A']).months.map((month, i) => ({ ...month, provisional: i === 1 }))
    const hatched = boxes(drawChart(drawing([[10, 20]], ['A'], { months }), wide).hatched)
    expect(hatched).toHaveLength(1)
    expect(hatched[0]!.y + hatched[0]!.height).toBeCloseTo(chart.grid[0]!.y, 0)
  })
})

describe('lines', () => {
  it('are dashed to a provisional month', () => {
    const months = drawing([[1, 2, 3]], ['A']).months.map((month, i) => ({ ...month, provisional: i === 2 }))
    const { lines, columns } = drawChart(drawing([[1, 2, 3]], ['A'], { form: 'lines', months }), wide)
    expect(columns).toEqual([])
    expect(lines.map(line => line.provisional)).toEqual([false, true])
    expect(lines[1]!.path.split('L')).toHaveLength(2)
  })
})

describe.each(layouts)('a $id chart', layout => {
  const names = ['Военный', 'Гражданский под мобилизацией', 'Другое или неизвестно']

  it.each([
    ['at the top', [[900], [1], [1]]],
    ['at the ground', [[1], [1], [900]]],
    ['nowhere', [[0], [0], [0]]],
  ])('keeps its labels apart and on the picture when they crowd %s', (_, counts) => {
    const { labels } = drawChart(drawing(counts, names), layout)
    const lines = labels.flatMap(label => label.lines).sort((a, b) => a.y - b.y)
    for (const [i, line] of lines.entries()) {
      expect(line.y).toBeGreaterThan(0)
      expect(line.y).toBeLessThan(layout.height - layout.text * 2)
      if (i > 0) expect(line.y - lines[i - 1]!.y).toBeGreaterThanOrEqual(layout.text)
      expect(line.x + line.text.length * layout.text * 0.64).toBeLessThanOrEqual(layout.width + 1)
    }
  })

  it('names each month only where there is room', () => {
    for (const months of [1, 6, 14, 36, 120]) {
      const { axis, plotRight, left } = drawChart(drawing([Array<number>(months).fill(5)], ['A']), layout)
      const named = axis.filter(label => label.text === 'Month')
      expect(named.length).toBeGreaterThan(0)
      expect(named.length * 5 * layout.text * 0.55).toBeLessThanOrEqual(Math.max(plotRight - left, 60))
      expect(axis).toContainEqual(
        expect.objectContaining({ x: named[0]!.x, text: expect.stringMatching(/^20\d\d$/) }),
      )
    }
  })
})

describe('series', () => {
  it('are four at most: three of their own and the rest as one', () => {
    const categories = [5, 50, 1, 40, 30].map((count, i) => ({ category: `c${i}`, count, share: undefined }))
    expect(seriesOf({ categories })).toEqual([['c1'], ['c3'], ['c4'], ['c0', 'c2']])
    expect(seriesOf({ categories: categories.slice(0, 4) })).toEqual([['c0'], ['c1'], ['c2'], ['c3']])
  })
})

describe('the chart of a report', () => {
  let taxonomy: Taxonomy
  beforeAll(async () => {
    taxonomy = await defaultTaxonomy()
  })

  it('without a finding says what it shows', () => {
    const trend = trendOf(demoRecords(), period('2023-01', '2023-02'))
    const chart = reportChart(trend, [], 'columns', { language: 'en', texts, taxonomy })!
    expect(chart.title).toBe('Requests by month and category')
    expect(chart.caption).toContain('January–February 2023')
    expect(chart.drawings.map(one => one.id)).toEqual(['wide', 'narrow'])
    expect(narrow.width).toBeLessThanOrEqual(360)
  })
})
