import { headWords } from '../audit/writtenHead'
import type { Month } from '../calendar/month'
import { dayName } from '../language/dayNames'
import { monthName } from '../language/monthNames'
import { capital } from '../reports/factSentence'
import { requestSentences } from '../reports/people'
import type { Reading } from '../reports/reportPage'
import { requestsIn, taxonomyOf } from './filedFigures'
import { filedTables } from './filedTables'
import type { FiledMonth } from './filing'
import type { Filing } from './filingStore'
import { parseContent } from './parseContent'
import { asideOf, hasChanged } from './sinceFiling'
import { sinceGroups, sinceSentence } from './sinceText'

/** What the page of a filing is made of. */
export interface ShownFiling {
  filing: Filing
  /** All revisions of the month, this one among them, the first one first. */
  revisions: Filing[]
  /** Who filed it. */
  pseudonym: string
  /** False when the content or its entry in the audit log is not what it was. */
  whole: boolean
  /** The month as it stands now. */
  now: FiledMonth
}

/** The page of a filing: all figures and the words for them come out of what was filed, but for the part about now. */
export function filingPage(shown: ShownFiling, reading: Reading) {
  const { language, texts } = reading
  const { filing, revisions, pseudonym: who, whole, now } = shown
  const { month, revision, filedDay, content, sha256 } = filing
  const filed = parseContent(content)
  const last = revisions.at(-1)!
  const values = { day: dayName(language, filedDay), who, revision, last: last.revision }
  return {
    title: titleOf(month, reading),
    lead: texts(language, 'filing.lead', values),
    whole,
    month: { month, name: monthName(language, month) },
    revisions: revisions.map(one => linkTo(one, filing, reading)),
    replaced: last.revision > revision ? linkTo(last, filing, reading) : undefined,
    figures: filed && figuresOf(filed, reading),
    since: filed && hasChanged(filed, now) ? sincePart(filed, now, reading) : undefined,
    ...proof(filing, reading),
    sha256,
    file: `${addressOf(filing)}.json`,
  }
}

export function titleOf(month: Month, { language, texts }: Pick<Reading, 'language' | 'texts'>): string {
  return capital(texts(language, 'filing.title', { month: monthName(language, month) }))
}

export function addressOf({ month, revision }: Pick<Filing, 'month' | 'revision'>): string {
  return `/reports/${month}/filings/${revision}`
}

function linkTo(filing: Filing, shown: Filing, { language, texts }: Reading) {
  const day = dayName(language, filing.filedDay)
  return {
    address: addressOf(filing),
    name: texts(language, 'filing.revision', { revision: filing.revision, day }),
    current: filing.revision === shown.revision,
  }
}

function figuresOf(filed: FiledMonth, { language, texts }: Reading) {
  const wording = { language, texts, taxonomy: taxonomyOf(filed) }
  const [total, aside] = [requestsIn(filed), (name: Parameters<typeof asideOf>[1]) => asideOf(filed, name)]
  const beside = {
    ...{ leftOut: { spam: aside('spam'), repeat: aside('repeat') }, withoutCase: aside('no_case') },
    ...{ alike: aside('look_alike'), reopened: aside('reopened') },
  }
  return {
    sentences: requestSentences({ trend: { sum: { total } }, ...beside }, texts, language),
    ...filedTables(filed, wording),
    meanings: (filed.words.category ?? [])
      .filter(({ meaning }) => meaning[language] !== '')
      .map(({ label, meaning }) => ({ name: label[language], meaning: meaning[language] })),
  }
}

function sincePart(filed: FiledMonth, now: FiledMonth, reading: Reading) {
  return { sentence: sinceSentence(filed, now, reading), groups: sinceGroups(filed, now, reading) }
}

/** The end of the audit log on the day of filing, as somebody may have written it down. */
function proof({ head }: Filing, { language }: Reading) {
  const words = headWords(language, head.hash)
  const asked = new URLSearchParams({ number: String(head.number), words })
  return { head: { number: head.number, words, check: `/audit?${asked.toString()}` } }
}
