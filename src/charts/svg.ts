import { projectFile } from '../projectFiles'
import { templateOf } from '../web/views'
import { drawChart } from './chart'
import { tenths, type Drawing, type Layout } from './drawing'
import { wrapText } from './textWidth'
import { attributesOf, daylight, type Theme } from './theme'

/** What a picture says in words, all of it on the picture: it is passed on without the page. */
export interface Words {
  title: string
  description: string
  caption?: string
  theme?: Theme
}

const margin = 24
const titleSize = 20
const captionSize = 12

/** For a picture that is passed on. */
export const fileLayout: Layout = { id: 'wide', width: 720, height: 340, left: 44, right: 150, text: 13 }

const picture = templateOf(projectFile('views'), 'charts/file', ['charts/marks'])

/** A chart as a file of its own: colours as attributes, no style, no script, nothing from elsewhere. */
export function svgOf(drawing: Drawing, layout: Layout, { theme = daylight, ...words }: Words): string {
  const chart = drawChart(drawing, layout)
  const title = block(wrapText(words.title, layout.width, titleSize, 'bold'), margin, titleSize)
  const top = title.end + 14
  const lines = words.caption ? wrapText(words.caption, layout.width, captionSize) : []
  const caption = block(lines, top + chart.height + 8, captionSize)
  const svg = picture({
    ...theme,
    width: layout.width + 2 * margin,
    height: Math.ceil(caption.end + margin),
    title: { ...title, text: words.title },
    description: words.description,
    chart: { ...chart, x: margin, y: top },
    caption: lines.length > 0 && caption,
  })
  return painted(svg, theme)
}

/** Lines of text one below the other. */
function block(lines: string[], top: number, size: number) {
  const height = size * 1.3
  return {
    size,
    end: tenths(top + lines.length * height),
    lines: lines.map((text, i) => ({ x: margin, y: tenths(top + size + i * height), text })),
  }
}

/** Puts attributes where the page has classes; a quote in somebody's words is escaped and cannot be taken for one. */
function painted(svg: string, theme: Theme): string {
  const attributes = attributesOf(theme)
  return svg.replace(/class="([\w-]+)"/g, (_, name: string) => attributes.get(name) ?? '')
}
