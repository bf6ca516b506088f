import fc from 'fast-check'
import { inertText, toCsv } from '../../src/releases/csv'
import { readCsv } from './attacker'

describe('a text cell', () => {
  it.each([
    '=1+1',
    '+7',
    '-1',
    '@SUM(1)',
    '\tx',
    '\rx',
    '\0x',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '﹦1',
    ' =1',
    '"=1',
    '\u200b=1',
  ])('that begins like a formula is quoted: %j', text => expect(inertText(text)).toBe(`'${text}`))

  it.each(['Soldier', 'Срочник, на службе', 'a=b', 'e-mail', '5 + 5', "'=1", '', '–'])(
    'that does not is left alone: %j',
    text => expect(inertText(text)).toBe(text),
  )

  it('is quoted inside too, where a spreadsheet of another country ends the cell', () => {
    expect(inertText('a;=1')).toBe("a;'=1")
    expect(inertText('a\n=1')).toBe("a\n'=1")
  })

  it('of 100 kB of anything is done at once', () => {
    for (const unit of ['\t', ' ', '"', ';', '=', '\u200b', ' ;']) {
      const started = performance.now()
      inertText(unit.repeat(100_000 / unit.length))
      expect(performance.now() - started).toBeLessThan(250)
    }
  })
})

describe('CSV', () => {
  it('gives texts back as they were, but for the quoting, and numbers bare', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, fc.nat()), { minLength: 1 }), rows => {
        const back = readCsv(toCsv(rows))
        expect(back).toEqual(rows.map(([text, n]) => [inertText(text), String(n)]))
      }),
    )
  })

  it('holds no live cell in 10,000 hostile ones, however a spreadsheet splits it', () => {
    const cells = fc.sample(hostile, 10_000)
    const live = cells.filter(cell =>
      [',', ';', '\t'].some(separator => isLive(toCsv([[cell, 1]]), separator)),
    )
    expect(live).toEqual([])
  })

  it('would be caught with a live cell, by the same test', () => {
    expect(isLive('"=1+1",1\r\n', ',')).toBe(true)
    expect(isLive('"a;=1+1",1\r\n', ';')).toBe(true)
    expect(isLive('"a\r\n ＝1",1\r\n', ';')).toBe(true)
  })
})

/** Mostly the signs that matter, in any order and nesting. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'=+-@＝＋－＠﹦﹢﹣﹫\t\r\n\0 ;,"\'|\u200b\ufeff\u00a0', '\r\n'),
      fc.constantFrom('cmd', 'SUM(1)', 'да', '1'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map(parts => parts.join(''))

/**
 * Whether a spreadsheet would run any of it. One that knows our separator also minds a control character
 * in front; one that splits elsewhere knows nothing of our quoting, so only a formula counts.
 */
function isLive(csv: string, separator: string): boolean {
  const formula = /^[\s\p{C}"]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u
  const split = csv.split(/[\r\n]/).flatMap(line => line.split(separator))
  if (separator !== ',') return split.some(cell => formula.test(cell))
  return readCsv(csv)
    .flat()
    .some(cell => formula.test(cell) || /^[\t\r\0]/.test(cell))
}
