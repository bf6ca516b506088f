import type { CaseFacts } from '../cases/case'
import type { Language } from '../db/schema'
import { problemText, type ImportProblem } from '../imports/importProblem'
import { periodName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import type { Taxonomy } from '../taxonomy/taxonomy'

interface Wording {
  language: Language
  texts: Texts
  taxonomy: Taxonomy
}

/** More problems than these would scroll the first ones away. */
const mostShown = 50

export function refusedText(problems: ImportProblem[], wording: Wording): string {
  const { language, texts } = wording
  const more = problems.length - mostShown
  const lines = problems.slice(0, mostShown).map(problem => `  ${problemText(problem, language, wording)}`)
  return [
    `tropa: ${texts(language, 'import.refused', { n: problems.length })}`,
    ...lines,
    ...(more > 0 ? [`  ${texts(language, 'import.more', { n: more })}`] : []),
    texts(language, 'import.advice'),
    '',
  ].join('\n')
}

export function refusedJson(problems: ImportProblem[], wording: Wording) {
  const shown = problems.slice(0, mostShown).map(problem => {
    const { line = null, column = null } = problem
    return { line, column, text: problemText(problem, wording.language, wording) }
  })
  return { saved: 0, problems: shown, more: problems.length - shown.length }
}

export function acceptedText(cases: CaseFacts[], dry: boolean, { language, texts }: Wording): string {
  const { from, to } = periodOf(cases)
  const values = { n: cases.length, period: periodName(language, from, to) }
  return `${texts(language, dry ? 'import.dry' : 'import.saved', values)}\n`
}

export function acceptedJson(cases: CaseFacts[], dry: boolean) {
  return { saved: dry ? 0 : cases.length, requests: cases.length, ...periodOf(cases), problems: [], more: 0 }
}

function periodOf(cases: CaseFacts[]) {
  const months = cases.map(one => one.month).sort()
  return { from: months[0]!, to: months[months.length - 1]! }
}
