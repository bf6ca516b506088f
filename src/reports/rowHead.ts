import type { Language } from '../db/schema'
import type { Texts } from '../language/texts'
import type { StepPeriod } from './step'
import { stepName } from './stepName'

/** The first cell of a row: what it is called, where it leads, and what to know about it. */
export function rowHead(row: StepPeriod & { provisional: boolean }, language: Language, texts: Texts) {
  const { from, step, whole, provisional } = row
  return {
    name: stepName(language, texts, row),
    month: step === 'month' ? from : undefined,
    partial: !whole,
    provisional,
  }
}
