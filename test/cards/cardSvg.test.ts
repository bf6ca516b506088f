import { Resvg } from '@resvg/resvg-js'
import path from 'node:path'
import { shapes } from '../../src/cards/cardDrawing'
import { cardSvg } from '../../src/cards/cardSvg'
import type { CardLine, CardPart, CardWords } from '../../src/cards/cardWords'

const fonts = path.join(path.dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf')
const font = {
  loadSystemFonts: false,
  fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map(name => path.join(fonts, name)),
  defaultFontFamily: 'DejaVu Sans',
}

/** Where all text of a picture stands, as the font draws it. */
function textBox(svg: string) {
  const box = new Resvg(svg.replace(/<rect[^>]*>/g, ''), { font }).getBBox()!
  return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height }
}

const part = (name: string, text: string, width = 36): CardPart => ({
  name,
  text,
  width,
  short: '36,1 %',
  main: width === 36,
})
const line = (kind: CardLine['kind'], text: string): CardLine => ({ kind, term: 'Зафиксировано', text })

const plain: CardWords = {
  internal: 'Internal, exact. Not for publication.',
  sentence: '284 of 789 requests (36%) in January 2024 came from soldiers.',
  parts: [part('January 2024', '284 of 789 (36%)')],
  lines: [line('definition', '“Soldier”: people who serve.'), line('made', '23 November 2026')],
}

/** As long as a label (60 letters) and a definition (400) can be, without a place to break them. */
const longest: CardWords = {
  internal: 'Точные цифры, только для своих. Не для публикации.',
  sentence: `В декабре 2023 — феврале 2024 года в категорию «${'Щ'.repeat(60)}» поступило более 12 300 обращений (12 345 из 67 890) — больше, чем годом ранее: 12 345 из 67 890 (18,2 %) в декабре 2022 — феврале 2023 года.`,
  parts: [
    part(`Декабрь 2022 года — февраль 2023 года, ${'Ж'.repeat(60)}`, '12 345 из 67 890 (18,2 %)', 18),
    part('Декабрь 2023 года — февраль 2024 года', '12 345 из 67 890 (36,1 %)'),
  ],
  lines: [
    line('definition', `«${'Щ'.repeat(60)}»: ${'Ы'.repeat(400)}`),
    line('definition', `«${'W'.repeat(60)}»: ${'Люди и слова '.repeat(31)}`),
    line('counted', 'Обращения, а не люди. '.repeat(12)),
    line('made', '23 ноября 2026 г.'),
  ],
}

describe.each(Object.entries(shapes))('a %s picture of a card', (_, shape) => {
  it.each([
    ['short', plain],
    ['longest', longest],
  ])('holds the %s words within its edges', (_name, words) => {
    const box = textBox(cardSvg(words, 'ru', shape))
    expect(box.left).toBeGreaterThan(40)
    expect(box.right).toBeLessThan(shape.width - 40)
    expect(box.top).toBeGreaterThan(10)
    expect(box.bottom).toBeLessThan(shape.height - 30)
  })

  it('shows all of what is usual, the day it was made last, and escapes what somebody wrote', () => {
    const svg = cardSvg({ ...plain, sentence: 'A & <b> "c"' }, 'en', shape)
    expect(svg).toContain('A &#38; &#60;b&#62; &#34;c&#34;</text>')
    expect(svg.split('<text').at(-1)).toContain('23 November 2026')
  })

  it('has no band of warning where everybody may see it', () => {
    const { internal: _internal, ...open } = plain
    expect(cardSvg(plain, 'en', shape)).toContain('#9A1B1B')
    expect(cardSvg(open, 'en', shape)).not.toContain('#9A1B1B')
  })
})
