import { tenths } from '../charts/drawing'
import { textWidth } from '../charts/textWidth'
import { cardLines, type Weight } from './cardLines'
import type { CardLine, CardPart, CardWords } from './cardWords'

/** Sizes that posts are shown in; what the names of their files end with. */
export const shapes = {
  wide: { width: 1200, height: 675, suffix: '' },
  square: { width: 1080, height: 1080, suffix: '-square' },
} as const

export type Shape = (typeof shapes)[keyof typeof shapes]

export type Ink = 'band' | 'accent' | 'ink' | 'muted'

/** A card as a picture: where what stands. */
export interface CardDrawing {
  /** How high the strip on top is that says whom the card is for. */
  band: number
  lines: DrawnLine[]
  bars: DrawnBar[]
}

export interface DrawnLine extends Style {
  x: number
  y: number
  text: string
  /** It ends at x, and does not begin there. */
  end?: boolean
}

export interface DrawnBar {
  x: number
  y: number
  width: number
  filled: number
  height: number
}

interface Style {
  size: number
  weight: Weight
  ink: Ink
}

/** Lines and bars one below the other, and where they end. */
interface Block {
  lines: DrawnLine[]
  bars: DrawnBar[]
  bottom: number
}

const margin = 56
const lineHeight = 1.3
const bandHeight = 60
/** The thinner strip of a card that anybody may see. */
const stripHeight = 14
const scales = [1.6, 1.45, 1.3, 1.2, 1.1, 1, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6]

/**
 * All words as large as they fit together: the finding above, what explains it at the foot. Where they do not even fit at
 * the smallest size, the end of the explanations is left out.
 */
export function drawCard(words: CardWords, { width, height }: Shape): CardDrawing {
  const band = words.internal ? bandHeight : stripHeight
  const foot = height - margin
  const { finding, explained } = drawFitting(words, width, band, foot)
  const room = Math.max(0, foot - explained.bottom)
  const moved = explained.lines
    .map(line => ({ ...line, y: tenths(line.y + room) }))
    .filter(({ y }) => y < foot + 1)
  const bandLines = words.internal ? [bandLine(words.internal)] : []
  return { band, lines: [...bandLines, ...finding.lines, ...moved], bars: finding.bars }
}

function drawFitting(words: CardWords, width: number, top: number, foot: number) {
  const draw = (scale: number) => {
    const finding = drawFinding(words, width, top, scale)
    // What explains it shrinks less, because it is small already.
    return {
      finding,
      explained: drawTexts(explanations(words.lines), width, finding.bottom, (scale + 1) / 2),
    }
  }
  return draw(scales.find(scale => draw(scale).explained.bottom <= foot) ?? scales.at(-1)!)
}

function drawFinding({ parts, sentence }: CardWords, width: number, top: number, scale: number): Block {
  const main = parts.find(part => part.main)!
  const number = drawText(
    main.short,
    { size: 92 * scale, weight: 'bold', ink: 'accent' },
    width,
    top + 20 * scale,
  )
  const style = { size: 38 * scale, weight: 'bold', ink: 'ink' } as const
  const said = drawText(sentence, style, width, number.bottom + 16 * scale)
  let bottom = said.bottom + 22 * scale
  const drawn = parts.map(part => {
    const block = drawPart(part, width, bottom, scale)
    bottom = block.bottom
    return block
  })
  return {
    lines: [number, said, ...drawn].flatMap(({ lines }) => lines),
    bars: drawn.flatMap(({ bars }) => bars),
    bottom,
  }
}

/** The months on the left and the figure on the right, where both fit on one line, and a bar below; nothing for a bare number. */
function drawPart(
  { name, text, width: percent }: CardPart,
  width: number,
  top: number,
  scale: number,
): Block {
  if (percent === undefined) return { lines: [], bars: [], bottom: top }
  const style = { size: 22 * scale, weight: 'regular', ink: 'ink' } as const
  const room = width - 2 * margin
  const fits = textWidth(`${name}    ${text}`, style.size) <= room
  const named = drawText(fits ? name : `${name}: ${text}`, style, width, top)
  const figure = fits ? [{ ...named.lines[0]!, x: width - margin, text, end: true }] : []
  const y = tenths(named.bottom + 10 * scale)
  const height = tenths(18 * scale)
  const bar = { x: margin, y, width: room, filled: tenths((room * percent) / 100), height }
  return { lines: [...named.lines, ...figure], bars: [bar], bottom: y + height + 6 * scale }
}

function drawTexts(texts: string[], width: number, top: number, scale: number): Block {
  let bottom = top + 8 * scale
  const lines = texts.flatMap(text => {
    const block = drawText(text, { size: 21 * scale, weight: 'regular', ink: 'muted' }, width, bottom)
    bottom = block.bottom + 5 * scale
    return block.lines
  })
  return { lines, bars: [], bottom: bottom - 5 * scale }
}

function drawText(text: string, style: Style, width: number, top: number): Block {
  const height = style.size * lineHeight
  const lines = cardLines(text, width - 2 * margin, style.size, style.weight).map((line, i) => ({
    ...{ x: margin, y: tenths(top + height * (i + 1)), text: line },
    ...{ size: tenths(style.size), weight: style.weight, ink: style.ink },
  }))
  return { lines, bars: [], bottom: top + height * lines.length }
}

function bandLine(text: string): DrawnLine {
  const size = 24
  return { x: margin, y: tenths(bandHeight / 2 + size * 0.36), text, size, weight: 'bold', ink: 'band' }
}

/** What is long in a paragraph of its own, what is short on one line. */
function explanations(lines: CardLine[]): string[] {
  const of = (...kinds: CardLine['kind'][]) => lines.filter(({ kind }) => kinds.includes(kind))
  const named = (line: CardLine) => `${line.term}: ${line.text}`
  const said = of('definition', 'counted', 'provisional').map(({ text }) => text)
  return [...said, ...of('filed').map(named), of('period', 'release', 'made').map(named).join(' · ')]
}
