import { drawChart } from '../../src/charts/chart'
import { seriesOf } from '../../src/charts/chartSeries'
import { layouts, type ChartForm, type Drawing } from '../../src/charts/drawing'
import { mostPanels } from '../../src/charts/multiples'
import type { Plot } from '../../src/charts/plot'
import { textWidth } from '../../src/charts/textWidth'

const [wide] = layouts

function drawing(counts: (number | undefined)[][], names: string[], changes: Partial<Drawing> = {}): Drawing {
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

const plotOf = (drawing: Drawing) => drawChart(drawing, wide).plots[0]!

/** The boxes of a path: where each begins, and how large it is. */
function boxes(path: string) {
  return [...path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g)].map(match => {
    const [x, y, width, height] = match.slice(1).map(Number) as [number, number, number, number]
    return { x, y, width, height }
  })
}

/** What a height stands for, by the lines of the grid. */
function countAt({ grid }: Plot, y: number): number {
  const [zero, other] = [grid[0]!, grid.at(-1)!]
  return ((zero.y - y) / (zero.y - other.y)) * Number(other.text)
}

describe('columns', () => {
  const plot = plotOf(
    drawing(
      [
        [10, 0, 30],
        [20, 40, 30],
      ],
      ['A', 'B'],
    ),
  )

  it('stack the series of a month to its total', () => {
    const second = boxes(plot.columns[1]!.path)
    expect(second.map(box => Math.round(countAt(plot, box.y)))).toEqual([30, 40, 60])
  })

  it('stand on the ground with the first series, and leave out what is zero', () => {
    const first = boxes(plot.columns[0]!.path)
    expect(first).toHaveLength(2)
    for (const { y, height } of first) expect(y + height).toBeCloseTo(plot.grid[0]!.y, 0)
  })

  it('leave a gap between one series and the next', () => {
    const below = boxes(plot.columns[0]!.path)[0]!
    const above = boxes(plot.columns[1]!.path)[0]!
    expect(below.y - (above.y + above.height)).toBeCloseTo(1, 1)
  })

  it('of a provisional month are hatched to their full height', () => {
    const months = drawing([[1, 2]], ['A']).months.map((month, i) => ({ ...month, provisional: i === 1 }))
    const plot = plotOf(drawing([[10, 20]], ['A'], { months }))
    const hatched = boxes(plot.hatched)
    expect(hatched).toHaveLength(1)
    expect(hatched[0]!.y + hatched[0]!.height).toBeCloseTo(plot.grid[0]!.y, 0)
  })
})

describe('lines', () => {
  const lines = (counts: (number | undefined)[], changes: Partial<Drawing> = {}) =>
    plotOf(drawing([counts], ['A'], { form: 'lines', ...changes }))

  it('are dashed to a provisional month', () => {
    const months = drawing([[1, 2, 3]], ['A']).months.map((month, i) => ({ ...month, provisional: i === 2 }))
    const plot = lines([1, 2, 3], { months })
    expect(plot.columns).toEqual([])
    expect(plot.lines.map(line => line.provisional)).toEqual([false, true])
    expect(plot.lines[1]!.path.split('L')).toHaveLength(2)
  })

  it('are dashed from and to a step that is cut off', () => {
    const months = drawing([[1, 2, 3, 4]], ['A']).months.map((month, i) => ({
      ...month,
      provisional: i % 3 === 0,
    }))
    const [known, dashed] = lines([1, 2, 3, 4], { months }).lines.map(line => line.path.split('M').slice(1))
    expect(known!.map(piece => piece.split('L').length)).toEqual([2])
    expect(dashed!.map(piece => piece.split('L').length)).toEqual([2, 2])
  })

  it('stop where a new way of counting begins, with an upright line in between', () => {
    const { lines: drawn, breaks } = lines([5, 5, 5, 5], { breaks: [2] })
    const [before, after] = drawn[0]!.path.split('M').slice(1)
    const [left, right] = [before!, after!].map(piece => piece.split('L').map(Number.parseFloat))
    expect([left, right].map(piece => piece!.length)).toEqual([2, 2])
    const x = Number(/^M([\d.]+) /.exec(breaks)![1])
    expect(x - left![1]!).toBeCloseTo(right![0]! - x, 0)
  })

  it('leave a gap where nothing is known, and say where they end', () => {
    const [known] = lines([5, undefined, 5, 7]).lines
    expect(known!.path.split('M')).toHaveLength(3)
    const { labels, plots } = drawChart(drawing([[0, 8, undefined]], ['A'], { form: 'lines' }), wide)
    expect(countAt(plots[0]!, labels[0]!.swatch.y + labels[0]!.swatch.height / 2)).toBeCloseTo(8, 0)
  })
})

test('the numbers of the axis have the room that they need', () => {
  for (const layout of layouts) {
    const { grid, numbersX } = drawChart(drawing([[1, 2_400_000]], ['A']), layout).plots[0]!
    for (const { text } of grid) expect(numbersX - textWidth(text, layout.text)).toBeGreaterThanOrEqual(0)
  }
})

describe('small panels', () => {
  const names = Array.from({ length: 12 }, (_, i) => `Отсрочка или освобождение ${i + 1}`)
  const counts = names.map((_, i) => [i, i + 1, i + 2])
  const panels = (n: number, changes: Partial<Drawing> = {}) =>
    drawing(counts.slice(0, n), names, { form: 'multiples', ...changes })

  it.each([1, 5, 12])('stand apart, all %d of them, on one scale', n => {
    for (const layout of layouts) {
      const { plots, height } = drawChart(panels(n), layout)
      expect(plots).toHaveLength(n)
      const zeros = plots.map(plot => plot.grid[0]!)
      const spans = plots.map(plot => plot.grid[0]!.y - plot.grid.at(-1)!.y)
      for (const span of spans) expect(span).toBeCloseTo(spans[0]!, 0)
      for (const [i, plot] of plots.entries()) {
        expect(plot.right).toBeLessThanOrEqual(layout.width)
        const below = plots.find((other, at) => at > i && other.left === plot.left)
        const end = Math.max(...[zeros[i]!.y, ...plot.axis.map(line => line.y)])
        expect(end + 4).toBeLessThan(below ? below.title[0]!.y - 9 : height)
        // Each column says its months once, at its lowest panel.
        expect(plot.axis.length > 0).toBe(below === undefined)
        for (const line of plot.title)
          expect(line.x + textWidth(line.text, 13)).toBeLessThanOrEqual(layout.width)
      }
    }
  })

  it('have one colour, and grey for all others together', () => {
    const { series } = panels(2)
    const { plots } = drawChart(panels(2, { series: [series[0]!, { ...series[1]!, rest: true }] }), wide)
    expect(plots.flatMap(plot => plot.lines.map(line => line.paint))).toEqual(['1', 'rest'])
  })
})

describe.each(layouts)('a $id chart', layout => {
  const names = ['Военный', 'Гражданский под мобилизацией', 'Другое или неизвестно']
  const long = Array<string>(5).fill('Отсрочка или освобождение по состоянию здоровья')

  it.each([
    ['at the top', [[900], [1], [1]]],
    ['at the ground', [[1], [1], [900]]],
    ['nowhere', [[0], [0], [0]]],
    ['everywhere', [[1], [1], [1], [1], [1]]],
  ])('keeps its labels apart and on the picture when they crowd %s', (_, counts) => {
    const { labels, height } = drawChart(drawing(counts, counts.length > 3 ? long : names), layout)
    const lines = labels.flatMap(label => label.lines).sort((a, b) => a.y - b.y)
    for (const [i, line] of lines.entries()) {
      expect(line.y).toBeGreaterThan(0)
      expect(line.y).toBeLessThan(height - layout.text * 2)
      if (i > 0) expect(line.y - lines[i - 1]!.y).toBeGreaterThanOrEqual(layout.text)
      expect(line.x + textWidth(line.text, layout.text)).toBeLessThanOrEqual(layout.width + 1)
    }
  })

  it('names each month only where there is room', () => {
    for (const months of [1, 6, 14, 36, 120]) {
      const { axis, right, left } = drawChart(drawing([Array<number>(months).fill(5)], ['A']), layout)
        .plots[0]!
      const named = axis.filter(label => label.text === 'Month')
      expect(named.length).toBeGreaterThan(0)
      expect(named.length * 5 * layout.text * 0.55).toBeLessThanOrEqual(Math.max(right - left, 60))
      expect(axis).toContainEqual(
        expect.objectContaining({ x: named[0]!.x, text: expect.stringMatching(/^20\d\d$/) }),
      )
    }
  })
})

test('longer steps are named by the first of a year where there is no room for all', () => {
  const months = Array.from({ length: 40 }, (_, i) => ({
    name: `Q${(i % 4) + 1}`,
    year: String(2014 + Math.floor(i / 4)),
    ofYear: (i % 4) + 1,
    provisional: false,
  }))
  const { axis } = plotOf(drawing([months.map(() => 1)], ['A'], { months, perYear: 4 }))
  expect(new Set(axis.filter(line => line.text.startsWith('Q')).map(line => line.text))).toEqual(
    new Set(['Q1', 'Q3']),
  )
})

describe('series', () => {
  const cells = Array.from({ length: 14 }, (_, i) => ({ group: `c${i}`, count: (i * 5) % 14 }))
  const shape = (n: number, form: ChartForm, several = false) =>
    seriesOf(cells.slice(0, n), form, several).map(({ members, paint }) => `${members.join('+')}:${paint}`)

  it('are the four largest in the order of the groups, and the rest as one', () => {
    expect(shape(4, 'columns')).toEqual(['c0:1', 'c1:2', 'c2:3', 'c3:4'])
    expect(shape(6, 'lines')).toEqual(['c1:1', 'c2:2', 'c4:3', 'c5:4', 'c0+c3:rest'])
  })

  it('have no rest where a request can have several values', () => {
    expect(shape(6, 'lines', true)).toEqual(['c1:1', 'c2:2', 'c4:3', 'c5:4'])
  })

  it('have a panel each, up to twelve', () => {
    expect(shape(12, 'multiples')).toHaveLength(mostPanels)
    expect(shape(12, 'multiples').every(one => one.endsWith(':1'))).toBe(true)
    expect(shape(14, 'multiples')).toHaveLength(mostPanels)
    expect(shape(14, 'multiples').at(-1)).toBe('c0+c3+c6:rest')
  })
})
