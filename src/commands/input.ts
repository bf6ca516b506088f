import { parseMonth, type Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { languages } from '../language/texts'
import { BadUse, type Input } from './command'

export function flag(input: Input, name: string): boolean {
  return input.values[name] === true
}

/** An option's text, or undefined when it was not given. */
export function option(input: Input, name: string): string | undefined {
  const value = input.values[name]
  return typeof value === 'string' ? value : undefined
}

export function requiredOption(input: Input, name: string): string {
  const value = option(input, name)
  if (!value) throw new BadUse(`--${name} is missing`)
  return value
}

export function monthOf(input: Input, name: string): Month {
  const typed = requiredOption(input, name)
  const month = parseMonth(typed)
  if (!month) throw new BadUse(`--${name} must be a month such as 2024-01, but is "${typed}"`)
  return month
}

/** `--from` and `--to`, the right way round. */
export function periodOf(input: Input): { from: Month; to: Month } {
  const period = { from: monthOf(input, 'from'), to: monthOf(input, 'to') }
  refuseReversed(period)
  return period
}

export function refuseReversed({ from, to }: { from?: Month; to?: Month }): void {
  if (from && to && from > to) throw new BadUse(`--from ${from} is after --to ${to}`)
}

export function languageOf(input: Input): Language {
  const typed = option(input, 'language') ?? 'en'
  const language = languages.find(one => one === typed)
  if (!language) throw new BadUse(`--language must be en or ru, but is "${typed}"`)
  return language
}
