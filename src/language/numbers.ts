import type { Language } from '../db/schema'

/** A whole number or a decimal as people write it: `12,345.6`, `12 345,6`. */
export function formatNumber(language: Language, value: number, decimals = 0): string {
  return plain(decimals)(language, value)
}

/** A share from 0 to 1 as a percentage of at most one decimal: 0.0430 is `4.3%`, 0.3599 is `36%`. */
export function formatShare(language: Language, share: number, decimals = 1): string {
  return percent(decimals)(language, share)
}

/** A whole number with its sign, a true minus included: `+3`, `−1`. */
export function formatChange(language: Language, value: number): string {
  return signed(language, value).replace('-', '−')
}

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 }

/** For columns, where every figure has one decimal so that the points stand below each other: `36.0%`. */
export const inColumns = {
  share: formatOf({ style: 'percent', ...oneDecimal }),
  times: (language: Language, times: number) => `×${decimal(language, times)}`,
  /** With its sign, a true minus included: `+31.7`, `−4.0`. */
  difference: (language: Language, value: number) => signedDecimal(language, value).replace('-', '−'),
}

const plain = upToDecimals({})
const percent = upToDecimals({ style: 'percent' })
const signed = formatOf({ signDisplay: 'exceptZero' })
const decimal = formatOf(oneDecimal)
const signedDecimal = formatOf({ signDisplay: 'exceptZero', ...oneDecimal })

type Format = (language: Language, value: number) => string

/** So many texts of each format are kept. */
const mostKept = 10_000

/**
 * Tables write hundreds of numbers, and looking a text up takes a tenth of the time of making it: one is made for all
 * values that round to the same.
 */
function formatOf(options: Intl.NumberFormatOptions): Format {
  const formats = { en: new Intl.NumberFormat('en', options), ru: new Intl.NumberFormat('ru', options) }
  const kept = { en: new Map<number, string>(), ru: new Map<number, string>() }
  const steps =
    10 ** formats.en.resolvedOptions().maximumFractionDigits! * (options.style === 'percent' ? 100 : 1)
  return (language, value) => {
    const rounded = Math.round(value * steps)
    // Between two, what a number rounds to is for the format to say, and so is whether a zero has a sign.
    const unsure = Math.abs(value * steps - rounded) > 0.499 || (rounded === 0 && value < 0)
    if (unsure || Math.abs(rounded) >= mostKept) return formats[language].format(value)
    const known = kept[language].get(rounded)
    if (known !== undefined) return known
    const text = formats[language].format(value)
    kept[language].set(rounded, text)
    return text
  }
}

function upToDecimals(options: Intl.NumberFormatOptions): (decimals: number) => Format {
  const made: Format[] = []
  return decimals => (made[decimals] ??= formatOf({ ...options, maximumFractionDigits: decimals }))
}
