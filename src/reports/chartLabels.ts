import { tenths } from './drawing'

/** A series' name beside the end of what it names, in lines that fit, with a swatch of its colour. */
export interface Label {
  series: number
  swatch: { x: number; y: number; height: number }
  lines: { x: number; y: number; text: string }[]
}

interface Space {
  x: number
  width: number
  top: number
  base: number
  /** The size of the text. */
  text: number
}

/** Puts names as near to their `y` as they can stand without covering each other. */
export function placeLabels(names: { name: string; y: number }[], space: Space): Label[] {
  const lineHeight = space.text * 1.2
  const letters = Math.floor((space.width - space.x - 10) / (space.text * 0.64))
  const wanted = names
    .map(({ name, y }, i) => ({ series: i + 1, lines: wrap(name, letters), y }))
    .map(label => ({ ...label, height: label.lines.length * lineHeight }))
    .sort((a, b) => a.y - b.y)
  const tops = spread(wanted, space)
  return wanted.map(({ series, lines, height }, i) => ({
    series,
    swatch: { x: tenths(space.x), y: tenths(tops[i]! + 1), height: tenths(height - 2) },
    lines: lines.map((text, line) => ({
      x: tenths(space.x + 9),
      y: tenths(tops[i]! + lineHeight * line + space.text * 0.95),
      text,
    })),
  }))
}

/** The upper edges: pushed down from the top where they would touch, then up again from the base. */
function spread(labels: { y: number; height: number }[], { top, base }: Space): number[] {
  const gap = 4
  const tops = labels.map(({ y, height }) => Math.max(top - gap, y - height / 2))
  for (let i = 1; i < labels.length; i++)
    tops[i] = Math.max(tops[i]!, tops[i - 1]! + labels[i - 1]!.height + gap)
  for (let i = labels.length - 1; i >= 0; i--) {
    const end = i === labels.length - 1 ? base + gap : tops[i + 1]! - gap
    tops[i] = Math.min(tops[i]!, end - labels[i]!.height)
  }
  return tops
}

function wrap(name: string, letters: number): string[] {
  return name.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > letters) return [...lines, word]
    return [...lines.slice(0, -1), `${last} ${word}`]
  }, [])
}
