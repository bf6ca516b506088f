import type { Language } from '../db/schema'
import { formatNumber, inColumns } from '../language/numbers'
import { labelOf } from '../taxonomy/taxonomy'
import type { Wording } from './factSentence'
import type { Answered, FirstAnswers } from './firstAnswers'
import { shareOf } from './records'
import { rowHead } from './rowHead'

/** The table of first answers; undefined when nothing is known of any. */
export function firstAnswerTable(answers: FirstAnswers, { language, texts, taxonomy }: Wording) {
  if (answers.sum.known === 0) return undefined
  return {
    heads: answers.codes.map(code => labelOf(taxonomy, 'first_response', code, language)),
    rows: answers.rows.map(row => ({
      ...rowHead(row, language, texts),
      ...shown(language, row),
    })),
    sum: answers.rows.length > 1 ? shown(language, answers.sum) : undefined,
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
