import type { Day } from '../calendar/month'
import type { HelpCase } from '../cases/caseStore'
import type { Deps } from '../deps'
import { opened, type OpenedEntry } from '../entries/entry'
import { readEntries, type Reader } from '../entries/readEntries'
import { dayName } from '../language/dayNames'
import type { HistoryEvent } from './event'
import { storyLines, type StoryLine } from './storyLines'

type Parts = Pick<Deps, 'db' | 'anchor' | 'texts'>

/** So many are shown at once; earlier ones wait below a summary. */
const latest = 50

/** The story of a case: its notes and what members did with it, in the order in which that was, by day. */
export async function storySection(parts: Parts, reader: Reader, helpCase: HelpCase) {
  const { texts } = parts
  const { language } = reader.actor
  const { entries, obstacle } = await readEntries(parts, reader, helpCase, ['note', 'event'])
  const events = entries.filter(one => one.kind === 'event') as OpenedEntry<HistoryEvent>[]
  const told = await storyLines(parts, reader, entries, helpCase)
  const count = (state: string, key: string) => {
    const n = events.filter(one => one.content === state).length
    return n > 0 ? texts(language, key, { n }) : undefined
  }
  return {
    code: helpCase.code,
    days: byDay(told.slice(-latest)),
    earlier: told.length > latest && {
      label: texts(language, 'history.earlier', { n: told.length - latest }),
      days: byDay(told.slice(0, -latest)),
    },
    obstacle: obstacle && texts(language, `note.obstacle.${obstacle}`),
    unconfirmed: obstacle === 'unconfirmed',
    sealed: count('sealed', 'history.sealed'),
    damaged: count('damaged', 'history.damaged'),
    writable: obstacle !== 'no_coordinator' && obstacle !== 'broken',
    edited: opened(events).some(one => one.content.what === 'edited'),
  }

  /** Consecutive lines of one day under its name. Of a note that does not open nobody knows the day. */
  function byDay(lines: StoryLine[]) {
    const groups: { day: Day | undefined; name: string; lines: StoryLine[] }[] = []
    for (const line of lines) {
      const last = groups.at(-1)
      if (last && last.day === line.day) last.lines.push(line)
      else groups.push({ day: line.day, name: line.day ? dayName(language, line.day) : '', lines: [line] })
    }
    return groups
  }
}
