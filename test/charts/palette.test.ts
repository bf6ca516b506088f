import { daylight } from '../../src/charts/theme'
import { colours, contrast } from '../support/colours'
import { ciede2000, distance, eyes } from './colourDistance'

/* The colours of series as the style sheet has them, in the order in which they stand on each other. */

const paints = ['1', '2', '3', '4', 'rest'] as const

describe.each(Object.entries(colours))('by %s, the colours of series', (_, tokens) => {
  const series = paints.map(paint => tokens[`data-${paint}`]!)
  const pairs = series.flatMap((one, i) => series.slice(i + 1).map(other => [one, other] as const))

  test('can be seen on the page: WCAG 2.2, 1.4.11', () => {
    for (const colour of series) expect(contrast(colour, tokens.page!)).toBeGreaterThanOrEqual(3)
  })

  test('differ from their neighbours in grey too', () => {
    for (const [i, colour] of series.slice(1).entries()) {
      expect(contrast(colour, series[i]!)).toBeGreaterThanOrEqual(1.8)
    }
  })

  test.each(eyes)('are told apart by %s', by => {
    for (const [one, other] of pairs) expect(distance(one, other, by)).toBeGreaterThanOrEqual(10)
  })
})

test('a file has the colours of the page by day', () => {
  const { page, ink, muted, quiet, ...data } = colours.day
  expect(daylight).toEqual({
    ...{ page, ink, muted, quiet },
    data: Object.fromEntries(paints.map(paint => [paint, data[`data-${paint}`]])),
  })
})

// Pairs 1, 7, 17 and 25 of the table that Sharma, Wu and Dalal give for testing.
test.each([
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 0, 0], [50, -1, 2], 2.3669],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
] as const)('the distance of colours is that of CIEDE2000', (a, b, expected) => {
  expect(ciede2000([...a], [...b])).toBeCloseTo(expected, 4)
})
