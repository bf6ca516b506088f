import { Resvg } from '@resvg/resvg-js'
import { chartForms, layouts } from '../../src/charts/drawing'
import { font, pngOf } from '../../src/charts/png'
import { fileLayout, svgOf } from '../../src/charts/svg'
import { daylight } from '../../src/charts/theme'
import { sampleDrawing, sampleWords } from './samples'

describe.each(chartForms)('%s as a file', form => {
  const svg = svgOf(sampleDrawing(form, { unit: 'обращений' }), fileLayout, sampleWords)

  it('has its own colours and nothing that a site could run or style', () => {
    expect(svg).not.toMatch(/class=|<style|<script|style=|href|url\((?!#)/)
    const known = Object.values({ ...daylight, ...daylight.data, data: 'none' })
    const used = [...svg.matchAll(/(?:fill|stroke)="(#[0-9A-F]{6})"/g)].map(match => match[1])
    expect(used.filter(colour => !known.includes(colour!))).toEqual([])
    expect(new Set(used).size).toBeGreaterThan(form === 'multiples' ? 4 : 7)
  })

  it('says its finding and its caption on its face', () => {
    const shown = [...svg.matchAll(/<tspan[^>]*>([^<]*)</g)].map(match => match[1]).join(' ')
    expect(shown).toContain('чем год назад: &lt;284&gt;')
    expect(shown).toContain('Точные цифры, для внутреннего пользования.')
  })

  it.each([fileLayout, ...layouts])('leaves nothing outside the picture', layout => {
    const drawn = svgOf(sampleDrawing(form, { unit: 'обращений' }), layout, sampleWords)
    const bare = new Resvg(drawn.replace(/<rect width[^>]*fill="#FBFAF6"\/>/, ''), { font })
    const { x, y, width, height } = bare.getBBox()!
    expect(Math.min(x, y)).toBeGreaterThan(12)
    expect(x + width).toBeLessThan(bare.width - 12)
    expect(y + height).toBeLessThan(bare.height - 12)
  })
})

describe('a picture', () => {
  const words = (text: string) => svgOf(sampleDrawing('lines'), fileLayout, { ...sampleWords, title: text })

  it('has letters for Russian, and none for what the font lacks', async () => {
    const [russian, other, lacking, lackingToo] = await Promise.all(
      ['Зима', 'Лето', '\u{12000}\u{12001}', '\u{12002}\u{12003}'].map(text => pngOf(words(text), 200)),
    )
    expect(russian!.equals(other!)).toBe(false)
    expect(lacking!.equals(lackingToo!)).toBe(true)
  })

  it('is as wide as asked, the same every time, and says nothing but the picture', async () => {
    const [one, again] = [await pngOf(words('Зима'), 320), await pngOf(words('Зима'), 320)]
    expect(one.equals(again)).toBe(true)
    expect(one.readUInt32BE(16)).toBe(320)
    expect(new Set(chunksOf(one))).toEqual(new Set(['IHDR', 'IDAT', 'IEND']))
  })
})

/** The kinds of chunks of a PNG file: times, texts and programs would have their own. */
function chunksOf(png: Buffer): string[] {
  const kinds: string[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    kinds.push(png.toString('latin1', at + 4, at + 8))
  return kinds
}
