import type { Deps } from '../deps'
import { opened, type OpenedEntry } from '../entries/entry'
import { readEntries, type Reader } from '../entries/readEntries'
import type { HistoryEvent } from '../history/event'
import { historyWording } from '../history/historyWording'
import { lastEdits } from '../history/lastEdits'
import { dayName } from '../language/dayNames'
import { formOfFacts } from './caseFormPage'
import { caseSummary, readWording } from './casePage'
import type { HelpCase } from './caseStore'
import { factsText, type Side, type Versions } from './sides'

export interface Conflict {
  helpCase: HelpCase
  /** Which version of the case is shown as that of the others. */
  version: number
  versions: Versions
  /** By field, in which the versions differ; undefined where nothing is chosen yet. */
  sides: Map<string, Side | undefined>
}

/** The versions of a case side by side, with a choice for each field in which they differ. */
export async function conflictPage(
  deps: Deps,
  reader: Reader,
  { helpCase, version, versions, sides }: Conflict,
  undecided: boolean,
) {
  const wording = await readWording(deps, reader.actor)
  const { language, texts } = wording
  const { began, theirs, mine } = versions
  const summary = (facts: typeof mine) =>
    new Map(caseSummary(wording, facts).map(row => [row.field, row.value]))
  const [was, is, own] = [began && summary(began), summary(theirs), summary(mine)]
  const editors = await readEditors(deps, reader, helpCase)
  const missing = undecided ? [...sides].filter(([, side]) => !side).map(([field]) => field) : []
  const choose = texts(language, 'case.conflict.choose')
  return {
    title: texts(language, 'case.conflict.title'),
    code: helpCase.code,
    version,
    covers: true,
    known: began !== undefined,
    began: began && factsText(began),
    theirs: factsText(theirs),
    mine: carried(mine),
    problems: missing.length > 0 && missing.map(field => ({ field, text: choose })),
    rows: caseSummary(wording, theirs)
      .filter(({ field }) => sides.has(field))
      .map(({ field, label }) => ({
        field,
        label,
        began: was?.get(field),
        theirs: is.get(field),
        mine: own.get(field),
        editor: editors.get(field),
        chosen: sides.get(field),
        problem: missing.includes(field) && choose,
      })),
  }
}

/** Who has saved each field last, and on which day; nobody where the history does not open. */
async function readEditors(deps: Deps, reader: Reader, helpCase: HelpCase): Promise<Map<string, string>> {
  const { texts } = deps
  const { language } = reader.actor
  const { entries } = await readEntries(deps, reader, helpCase, ['event'])
  const events = opened(entries as OpenedEntry<HistoryEvent>[]).map(one => one.content)
  const edits = lastEdits(events)
  const { names } = await historyWording(deps, language, [...edits.values()])
  const line = ({ by, day }: HistoryEvent) =>
    texts(language, 'note.written', { name: names.get(by) ?? '', day: dayName(language, day) })
  return new Map([...edits].map(([field, event]) => [field, line(event)]))
}

/** Facts as hidden fields, named as in the form of a case. */
function carried(facts: Versions['mine']): { name: string; value: string }[] {
  const { status: _status, outcome: _outcome, ...fields } = formOfFacts(facts)
  return Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map(one => ({ name, value: String(one) })),
  )
}
