import { formatChange, formatNumber } from '../language/numbers'
import { breakdowns } from '../reports/breakdown'
import type { Wording } from '../reports/factSentence'
import { groupLabel } from '../reports/groupLabel'
import type { Reading } from '../reports/reportPage'
import { taxonomyOf } from './filedFigures'
import type { FiledMonth, FiledWords } from './filing'
import {
  changedBreakdowns,
  differencesAside,
  differencesBy,
  hasChanged,
  type Aside,
  type Difference,
} from './sinceFiling'

type Reader = Pick<Reading, 'language' | 'texts'>

/** One line: how many requests more or fewer there are since the month was filed; failing that, what has changed. */
export function sinceSentence(filed: FiledMonth, now: FiledMonth, reader: Reader): string {
  const { language, texts } = reader
  if (!hasChanged(filed, now)) return texts(language, 'filing.since.nothing')
  const wording = wordingOf(filed, now, reader)
  const moved = differencesBy('category', filed, now).map(one => {
    const name = one.group === null ? texts(language, 'filing.since.all') : nameOf('category', one, wording)
    return `${name} ${change(one, reader)}`
  })
  if (moved.length > 0) return texts(language, 'filing.since.requests', { what: moved.join(', ') })
  const others = [
    ...changedBreakdowns(filed, now).map(by => texts(language, `report.by.${by}`)),
    ...differencesAside(filed, now).map(({ group }) => asideName(group, reader)),
  ]
  return others.length > 0
    ? texts(language, 'filing.since.others', { what: others.join(', ') })
    : texts(language, 'filing.since.words')
}

/** The same as a table: each breakdown that differs, with its values that do. */
export function sinceGroups(filed: FiledMonth, now: FiledMonth, reader: Reader) {
  const { language, texts } = reader
  const wording = wordingOf(filed, now, reader)
  const groups = breakdowns.map(by => ({
    name: texts(language, `report.by.${by}`),
    rows: differencesBy(by, filed, now)
      // All requests stand once, with the categories.
      .filter(({ group }) => by === 'category' || group !== null)
      .map(one => row(nameOf(by, one, wording), one, reader)),
  }))
  const beside = differencesAside(filed, now).map(one => row(asideName(one.group, reader), one, reader))
  return [...groups, { name: texts(language, 'filing.aside'), rows: beside }].filter(
    ({ rows }) => rows.length > 0,
  )
}

function row(name: string, difference: Difference<unknown>, reader: Reader) {
  const number = (value: number) => formatNumber(reader.language, value)
  return {
    name,
    filed: number(difference.filed),
    now: number(difference.now),
    change: change(difference, reader),
  }
}

function change({ filed, now }: Difference<unknown>, { language }: Reader): string {
  return formatChange(language, now - filed)
}

function nameOf(by: (typeof breakdowns)[number], { group }: Difference, wording: Wording): string {
  return group === null
    ? wording.texts(wording.language, 'report.all_requests')
    : groupLabel(by, group, wording)
}

function asideName(aside: Aside, { language, texts }: Reader): string {
  return texts(language, `filing.aside.${aside}`)
}

/** Words as they were filed; of what has come since, as they are now. */
function wordingOf(filed: FiledMonth, now: FiledMonth, reader: Reader): Wording {
  const words: FiledWords = {}
  for (const field of breakdowns) words[field] = [...(filed.words[field] ?? []), ...(now.words[field] ?? [])]
  return { ...reader, taxonomy: taxonomyOf({ words }) }
}
