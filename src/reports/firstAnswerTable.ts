import type { Language } from '../db/schema'
import { shortMonthName } from '../language/monthNames'
import { formatNumber, inColumns } from '../language/numbers'
import { labelOf } from '../taxonomy/taxonomy'
import type { Wording } from './factSentence'
import type { Answered, FirstAnswers } from './firstAnswers'
import { shareOf } from './records'

/** The table of first answers; undefined when nothing is known of any. */
export function firstAnswerTable(answers: FirstAnswers, { language, taxonomy }: Wording) {
  if (answers.sum.known === 0) return undefined
  return {
    heads: answers.codes.map(code => labelOf(taxonomy, 'first_response', code, language)),
    rows: answers.months.map(row => ({
      ...{ month: row.month, provisional: row.provisional },
      name: shortMonthName(language, row.month),
      ...shown(language, row),
    })),
    sum: answers.months.length > 1 ? shown(language, answers.sum) : undefined,
  }
}

/** Counts, and which share each is of those that are known. */
function shown(language: Language, { counts, known, unknown }: Answered) {
  return {
    cells: counts.map(count => {
      const share = shareOf({ count, total: known })
      return {
        count: formatNumber(language, count),
        share: share === undefined ? '' : inColumns.share(language, share),
      }
    }),
    unknown: formatNumber(language, unknown),
  }
}
