import { caseSummary, readWording } from '../cases/casePage'
import type { HelpCase } from '../cases/caseStore'
import type { Deps } from '../deps'
import { opened, type OpenedEntry } from '../entries/entry'
import { readEntries, type Reader } from '../entries/readEntries'
import { dayName } from '../language/dayNames'
import type { HistoryEvent } from './event'
import { historyWording } from './historyWording'
import { versionsOf, type Version } from './versions'

/** The coded fields as they were after each edit: a row for each field, a column for each version. */
export async function versionsPage(deps: Deps, reader: Reader, helpCase: HelpCase) {
  const { texts } = deps
  const { language } = reader.actor
  const { entries, obstacle } = await readEntries(deps, reader, helpCase, ['event'])
  const events = (entries as OpenedEntry<HistoryEvent>[]).map(({ content }) =>
    typeof content === 'string' ? undefined : content,
  )
  const { versions, whole } = versionsOf(helpCase, events)
  const known = opened(entries as OpenedEntry<HistoryEvent>[]).map(one => one.content)
  const { names } = await historyWording(deps, language, known)
  const wording = await readWording(deps, reader.actor)
  const columns = versions.map(({ facts }) => caseSummary(wording, facts))
  return {
    title: texts(language, 'history.versions_title', { code: helpCase.code }),
    code: helpCase.code,
    obstacle: obstacle && texts(language, `note.obstacle.${obstacle}`),
    several: versions.length > 1,
    whole,
    heads: versions.map(headOf),
    rows: columns[0]!
      .map(({ field, label }, row) => ({
        field,
        label,
        cells: versions.map(({ changed }, i) => ({
          value: columns[i]![row]!.value,
          changed: changed.some(one => one === field),
        })),
      }))
      .filter(({ field }) => !['status', 'outcome', 'first_response'].includes(field)),
  }

  function headOf({ event }: Version) {
    if (!event) return { what: texts(language, 'history.version_before') }
    const name = names.get(event.by) ?? texts(language, 'note.unknown_author')
    const what = event.what === 'recorded' ? texts(language, 'history.version_recorded') : undefined
    return { what, who: texts(language, 'note.written', { name, day: dayName(language, event.day) }) }
  }
}
