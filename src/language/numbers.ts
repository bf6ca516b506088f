import type { Language } from '../db/schema'

/** A whole number or a decimal as people write it: `12,345.6`, `12 345,6`. */
export function formatNumber(language: Language, value: number, decimals = 0): string {
  return numberFormat(language, { maximumFractionDigits: decimals }).format(value)
}

/** A share from 0 to 1 as a percentage of at most one decimal: 0.0430 is `4.3%`, 0.3599 is `36%`. */
export function formatShare(language: Language, share: number, decimals = 1): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: decimals }).format(share)
}

/** For columns, where every figure has one decimal so that the points stand below each other: `36.0%`. */
export const inColumns = {
  share: (language: Language, share: number) =>
    numberFormat(language, { style: 'percent', ...oneDecimal }).format(share),
  times: (language: Language, times: number) => `×${numberFormat(language, oneDecimal).format(times)}`,
  /** With its sign, a true minus included: `+31.7`, `−4.0`. */
  difference: (language: Language, value: number) =>
    numberFormat(language, { signDisplay: 'exceptZero', ...oneDecimal })
      .format(value)
      .replace('-', '−'),
}

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 }

const formats = new Map<string, Intl.NumberFormat>()

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(language, options)
  formats.set(key, made)
  return made
}
