import { yearOf } from '../calendar/month'
import type { Language } from '../db/schema'
import { shortMonthName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import { numberOfStep, type StepPeriod } from './step'

/** For table heads: `Jan 2024`, `Q1 2024`, `Spring 2023`, `Winter 2023/24`, `H1 2024`, `2024`; of a cut-off step its months. */
export function stepName(language: Language, texts: Texts, part: StepPeriod): string {
  const { from, to, step, whole } = part
  if (step === 'month' || (!whole && from === to)) return shortMonthName(language, from)
  if (!whole) return `${shortMonthName(language, from)} – ${shortMonthName(language, to)}`
  const number = numberOfStep(step, part)
  return texts(language, `report.step_name.${step}`, { number, year: yearsText(yearOf(from), yearOf(to)) })
}

/** Only a winter lies in two years. */
function yearsText(first: number, last: number): string {
  return first === last ? String(first) : `${first}/${String(last % 100).padStart(2, '0')}`
}
