import { renderAsync } from '@resvg/resvg-js'
import path from 'node:path'
import { makeQueue } from '../queue'

const fonts = path.join(path.dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf')

/** Only our own fonts: the same picture on every machine, and nothing of it says which one that was. */
export const font = {
  loadSystemFonts: false,
  fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSansMono.ttf'].map(name =>
    path.join(fonts, name),
  ),
  defaultFontFamily: 'DejaVu Sans',
  sansSerifFamily: 'DejaVu Sans',
  monospaceFamily: 'DejaVu Sans Mono',
}

const queue = makeQueue(1, 8)

/** A picture made of one of our own SVG files, drawn beside the event loop when its turn comes, or throws Busy. */
export function pngOf(svg: string, width: number): Promise<Buffer> {
  return queue(async () => {
    const image = await renderAsync(svg, { font, fitTo: { mode: 'width', value: width }, logLevel: 'off' })
    return image.asPng()
  })
}
