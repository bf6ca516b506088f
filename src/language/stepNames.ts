import { monthOfYear, yearOf, type Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { shortMonthName } from './monthNames'
import type { Texts } from './texts'

/** A step of a report: months, whether they are all of it, and what it is one of. */
interface NamedStep {
  from: Month
  to: Month
  step: 'month' | 'quarter' | 'season' | 'half_year' | 'year'
  whole: boolean
}

/** For table heads: `Jan 2024`, `Q1 2024`, `Spring 2023`, `Winter 2023/24`, `H1 2024`, `2024`; of a cut-off step its months. */
export function stepName(language: Language, texts: Texts, { from, to, step, whole }: NamedStep): string {
  if (step === 'month') return shortMonthName(language, from)
  if (!whole) return shortPeriodName(language, from, to)
  const number =
    step === 'season'
      ? monthOfYear(from) / 3
      : Math.ceil(monthOfYear(to) / { quarter: 3, half_year: 6, year: 12 }[step])
  const winter = step === 'season' && number === 4
  return texts(language, `report.step_name.${step}`, {
    number,
    year: winter ? `${yearOf(from)}/${String(yearOf(to) % 100).padStart(2, '0')}` : String(yearOf(from)),
  })
}

function shortPeriodName(language: Language, from: Month, to: Month): string {
  if (from === to) return shortMonthName(language, from)
  return `${shortMonthName(language, from)} – ${shortMonthName(language, to)}`
}
