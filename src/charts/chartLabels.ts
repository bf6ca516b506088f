import { tenths, type Paint } from './drawing'
import { wrapText } from './textWidth'

/** A series' name beside the end of what it names, in lines that fit, with a swatch of its colour. */
export interface Label {
  paint: Paint
  swatch: { x: number; y: number; height: number }
  lines: { x: number; y: number; text: string }[]
}

/** Between one name and the next. */
const gap = 4
/** A swatch, and what parts it from the name. */
const indent = 9

interface Named {
  name: string
  paint: Paint
  y: number
}

interface Space {
  x: number
  width: number
  top: number
  base: number
  /** The size of the text. */
  text: number
}

/** How much room names take that stand one below the other. */
export function labelsHeight(names: string[], room: number, text: number): number {
  const lines = names.flatMap(name => wrapText(name, room - indent, text))
  return lines.length * text * 1.2 + names.length * gap
}

/** Puts names as near to their `y` as they can stand without covering each other. */
export function placeLabels(names: Named[], space: Space): Label[] {
  const lineHeight = space.text * 1.2
  const wanted = names
    .map(({ name, ...rest }) => ({
      ...rest,
      lines: wrapText(name, space.width - space.x - indent, space.text),
    }))
    .map(label => ({ ...label, height: label.lines.length * lineHeight }))
    .sort((a, b) => a.y - b.y)
  const tops = spread(wanted, space)
  return wanted.map(({ paint, lines, height }, i) => ({
    paint,
    swatch: { x: tenths(space.x), y: tenths(tops[i]! + 1), height: tenths(height - 2) },
    lines: lines.map((text, line) => ({
      x: tenths(space.x + indent),
      y: tenths(tops[i]! + lineHeight * line + space.text * 0.95),
      text,
    })),
  }))
}

/** The upper edges: pushed down from the top where they would touch, then up again from the base. */
function spread(labels: { y: number; height: number }[], { top, base }: Space): number[] {
  const tops = labels.map(({ y, height }) => Math.max(top - gap, y - height / 2))
  for (let i = 1; i < labels.length; i++)
    tops[i] = Math.max(tops[i]!, tops[i - 1]! + labels[i - 1]!.height + gap)
  for (let i = labels.length - 1; i >= 0; i--) {
    const end = i === labels.length - 1 ? base + gap : tops[i + 1]! - gap
    tops[i] = Math.min(tops[i]!, end - labels[i]!.height)
  }
  return tops
}
