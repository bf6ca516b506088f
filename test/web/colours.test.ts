import { colours, contrast } from '../support/colours'

/*
 * Contrast as WCAG 2.2 asks for: 4.5 for text (1.4.3), 3 for what a control is made of (1.4.11). The colours of charts are in
 * test/charts/palette.test.ts.
 */

const text: [string, string][] = [
  ['ink', 'page'],
  ['ink', 'raised'],
  ['ink', 'tint'],
  ['ink', 'warm'],
  ['muted', 'page'],
  ['muted', 'raised'],
  ['muted', 'tint'],
  ['accent', 'page'],
  ['accent', 'raised'],
  ['accent', 'tint'],
  ['on-accent', 'accent'],
  ['danger', 'page'],
  ['page', 'danger'],
]
const graphics: [string, string][] = [
  ['line', 'page'],
  ['line', 'raised'],
  ['accent', 'page'],
]

describe.each([
  ['by day', colours.day],
  ['by night', colours.night],
  ['on paper', colours.paper],
])('the colours %s', (_, colours) => {
  test.each(text)('%s on %s can be read', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(graphics)('%s on %s can be seen', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(3)
  })
})
