import { readFileSync } from 'node:fs'
import { projectFile } from '../../src/projectFiles'

const css = readFileSync(projectFile('views', 'assets', 'tropa.css'), 'utf8')
const [day, night, paper] = [...css.matchAll(/:root \{[^}]*--page[^}]*\}/g)].map(([block]) => tokensIn(block))

/** The colours of the style sheet by name: by day, by night, and on paper. */
export const colours = { day: day!, night: { ...day, ...night }, paper: { ...day, ...paper } }

function tokensIn(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9A-F]{6})/gi)].map(match => [match[1]!, match[2]!]),
  )
}

/** Contrast as WCAG 2.2 computes it (definitions in its glossary): from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light! + 0.05) / (dark! + 0.05)
}

function luminance(colour: string): number {
  const [r, g, b] = linearRgb(colour)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export type Rgb = [number, number, number]

/** `#12436D` as the light it is made of, each from 0 to 1 (sRGB, IEC 61966-2-1). */
export function linearRgb(colour: string): Rgb {
  return [1, 3, 5].map(i => {
    const value = parseInt(colour.slice(i, i + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as Rgb
}
