import { daylight } from '../charts/theme'
import { drawCard, shapes, type DrawnBar, type DrawnLine, type Ink, type Shape } from './cardDrawing'
import type { CardWords } from './cardWords'

/** What a coordinator asked for; otherwise the shape of most posts. */
export function cardShape(asked: string): Shape {
  return asked === 'square' ? shapes.square : shapes.wide
}

/** A card as a file of its own: colours as attributes, no style, no script, nothing from elsewhere. */
export function cardSvg(words: CardWords, language: string, shape: Shape): string {
  const { width, height } = shape
  const { band, lines, bars } = drawCard(words, shape)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" xml:lang="${language}" font-family="DejaVu Sans, Verdana, sans-serif">`,
    `<title>${escaped([words.internal, words.sentence].filter(text => text !== undefined).join(' '))}</title>`,
    `<rect width="${width}" height="${height}" fill="${daylight.page}"/>`,
    `<rect width="${width}" height="${band}" fill="${words.internal ? danger : accent}"/>`,
    ...bars.map(barSvg),
    ...lines.map(lineSvg),
    '</svg>\n',
  ].join('\n')
}

// As the style sheet has them by day.
const accent = '#1C5B45'
const danger = '#9A1B1B'

const inks: Record<Ink, string> = { band: '#FFFFFF', accent, ink: daylight.ink, muted: daylight.muted }

function barSvg({ x, y, width, filled, height }: DrawnBar): string {
  const rect = (length: number, fill: string) =>
    `<rect x="${x}" y="${y}" width="${length}" height="${height}" fill="${fill}"/>`
  return rect(width, daylight.quiet) + rect(filled, accent)
}

function lineSvg({ x, y, text, size, weight, ink, end }: DrawnLine): string {
  const place = `x="${x}" y="${y}" font-size="${size}"${end ? ' text-anchor="end"' : ''}`
  return `<text ${place}${weight === 'bold' ? ' font-weight="bold"' : ''} fill="${inks[ink]}">${escaped(text)}</text>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`)
}
