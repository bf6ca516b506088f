import { labelOf } from '../taxonomy/taxonomy'
import { notRecorded, type Breakdown } from './breakdown'
import type { Wording } from './factSentence'

/** What people call a group of a breakdown. */
export function groupLabel(by: Breakdown, group: string, { language, texts, taxonomy }: Wording): string {
  return group === notRecorded
    ? texts(language, 'report.not_recorded')
    : labelOf(taxonomy, by, group, language)
}
