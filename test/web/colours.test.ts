import { readFileSync } from 'node:fs'
import { projectFile } from '../../src/projectFiles'

/*
 * Contrast as WCAG 2.2 computes it (relative luminance, definitions in its glossary): 4.5 for text (1.4.3),
 * 3 for what a control or a chart is made of (1.4.11).
 */
const css = readFileSync(projectFile('views', 'assets', 'tropa.css'), 'utf8')
const [light, dark, print] = [tokens(0), tokens(1), tokens(2)]

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
  ['data-1', 'page'],
  ['data-3', 'page'],
]

describe.each([
  ['by day', light],
  ['by night', { ...light, ...dark }],
  ['on paper', { ...light, ...print }],
])('the colours %s', (when, colours) => {
  test.each(text)('%s on %s can be read', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(graphics)('%s on %s can be seen', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(3)
  })

  test('neighbours in a stack of columns differ in grey too', () => {
    const lightness = [1, 2, 3, 4].map(n => luminance(colours[`data-${n}`]!))
    for (let i = 1; i < lightness.length; i++) {
      const [a, b] = [lightness[i - 1]!, lightness[i]!].sort((x, y) => y - x)
      // By night all series must be light enough for the dark page, which leaves less between them.
      expect((a! + 0.05) / (b! + 0.05)).toBeGreaterThanOrEqual(when === 'by night' ? 1.6 : 2)
    }
  })
})

/** The custom properties of the n-th `:root` that sets colours. */
function tokens(n: number): Record<string, string> {
  const blocks = [...css.matchAll(/:root \{[^}]*--page[^}]*\}/g)].map(match => match[0])
  return Object.fromEntries(
    [...blocks[n]!.matchAll(/--([\w-]+): (#[0-9A-F]{6})/gi)].map(match => [match[1]!, match[2]!]),
  )
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light! + 0.05) / (dark! + 0.05)
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map(i => {
    const value = parseInt(colour.slice(i, i + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
