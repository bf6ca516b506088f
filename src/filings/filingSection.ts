import type { Month } from '../calendar/month'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import { dayName } from '../language/dayNames'
import { monthName } from '../language/monthNames'
import type { Reading } from '../reports/reportPage'
import { requestsIn } from './filedFigures'
import type { FiledMonth } from './filing'
import { addressOf } from './filingPage'
import { listRevisions, readMonth, type Filing } from './filingStore'
import { parseContent } from './parseContent'
import { hasChanged } from './sinceFiling'
import { sinceSentence } from './sinceText'

/** What `filings/section` says of a month on its page: whether it is filed, what has changed since, and the form. */
export async function filingSection(db: Db, month: Month, today: Today, reading: Reading) {
  const last = (await listRevisions(db, month)).at(-1)
  const now = await readMonth(db, month)
  const filed = last && parseContent(last.content)
  return {
    filing: {
      month,
      name: monthName(reading.language, month),
      over: month < today.month,
      last: last && lastOf(last, filed, now, reading),
      // What was tampered with differs from what stands now, too.
      open: month < today.month && requestsIn(now) > 0 && (!filed || hasChanged(filed, now)),
      next: (last?.revision ?? 0) + 1,
    },
  }
}

function lastOf(last: Filing, filed: FiledMonth | undefined, now: FiledMonth, reading: Reading) {
  const { language, texts } = reading
  const { revision, filedDay } = last
  return {
    address: addressOf(last),
    sentence: texts(language, 'filing.filed', { day: dayName(language, filedDay), revision }),
    since: filed && sinceSentence(filed, now, reading),
  }
}
