import { formatNumber, formatShare, inColumns } from '../../src/language/numbers'
import type { Language } from '../../src/db/schema'

/** Ties, and their nearest neighbours, among numbers of every size; each stands twice, for the text that is kept. */
const numbers = [0, 1, 2, 7, 10, 35, 99, 100, 1234, 12_345].flatMap(whole =>
  [0, 0.0004999, 0.0005, 0.0015, 0.04, 0.05, 0.35, 0.45, 0.499999, 0.5, 0.95, 0.9995].flatMap(part => {
    const value = whole + part
    return [value, value * (1 + Number.EPSILON), value * (1 - Number.EPSILON), 0 - value, value, value / 100]
  }),
)

describe.each<Language>(['en', 'ru'])('numbers in %s', language => {
  const formatted = (options: Intl.NumberFormatOptions, values = numbers) => {
    const format = new Intl.NumberFormat(language, options)
    return values.map(value => format.format(value))
  }
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 }

  it.each([0, 1, 2])('are rounded and written as Intl does, with up to %d decimals', decimals => {
    const options = { maximumFractionDigits: decimals }
    expect(numbers.map(value => formatNumber(language, value, decimals))).toEqual(formatted(options))
    expect(numbers.map(value => formatShare(language, value, decimals))).toEqual(
      formatted({ style: 'percent', ...options }),
    )
  })

  it('are so in columns too', () => {
    expect(numbers.map(value => inColumns.share(language, value))).toEqual(
      formatted({ style: 'percent', ...digits }),
    )
    expect(numbers.map(value => inColumns.difference(language, value).replace('−', '-'))).toEqual(
      formatted({ signDisplay: 'exceptZero', ...digits }),
    )
  })
})
