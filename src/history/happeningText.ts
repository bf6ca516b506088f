import type { Month } from '../calendar/month'
import { taxonomyField, type CaseField } from '../cases/case'
import { moveBetween, type Move } from '../cases/statusMoves'
import type { Language } from '../db/schema'
import { dayName } from '../language/dayNames'
import { monthName } from '../language/monthNames'
import type { Texts, Values } from '../language/texts'
import { labelOf, type Taxonomy } from '../taxonomy/taxonomy'
import type { FieldChange, HistoryEvent } from './event'

export interface HistoryWording {
  language: Language
  texts: Texts
  taxonomy: Taxonomy
  /** What members are called, by id. */
  names: Map<string, string>
}

/** What somebody did with a case, in one line: who, what, and the words they gave as a reason. */
export function happeningText(wording: HistoryWording, event: HistoryEvent): string {
  const { language, texts } = wording
  const line = texts(language, `history.${variantOf(event)}`, {
    name: memberName(wording, event.by),
    ...valuesOf(wording, event),
  })
  return line + wordsOf(wording, event)
}

/** What somebody wrote with it. */
function wordsOf({ language, texts }: HistoryWording, event: HistoryEvent): string {
  if (event.what === 'referral_answered') return event.outcome && `. ${event.outcome}`
  if (!('reason' in event) || event.reason === '') return ''
  const because = event.what === 'closed'
  return because ? `. ${texts(language, 'history.reason', { reason: event.reason })}` : `: ${event.reason}`
}

/** Members whom a line names. */
export function membersIn(event: HistoryEvent): string[] {
  const others = event.what === 'assigned' ? [event.from, event.to] : []
  return [event.by, ...others].filter(id => id !== null)
}

/** The key of the sentence: some happenings have one of several. */
function variantOf(event: HistoryEvent): string {
  if (event.what === 'moved') {
    const move = moveBetween(event.from, event.to)
    return `moved.${toldMoves.find(one => one === move) ?? 'other'}`
  }
  if (event.what === 'undone') return `undone.${event.undone}`
  if (event.what !== 'assigned') return event.what
  const { by, from, to } = event
  if (to === null) return 'assigned.nobody'
  if (from === null) return to === by ? 'taken' : 'assigned.given'
  return from === by ? 'assigned.given' : 'assigned.over'
}

/** What closes or reopens a case is a happening of its own. */
const toldMoves: Move[] = ['start', 'wait', 'resume', 'refer']

function valuesOf(wording: HistoryWording, event: HistoryEvent): Values {
  const { language, texts } = wording
  switch (event.what) {
    case 'edited':
      return { changes: event.changes.map(one => changeText(wording, one)).join('; ') }
    case 'moved':
      return { from: label(wording, 'status', event.from), to: label(wording, 'status', event.to) }
    case 'closed':
      return { outcome: label(wording, 'outcome', event.outcome) }
    case 'assigned':
      return { from: memberName(wording, event.from), to: memberName(wording, event.to) }
    case 'follow_up_moved':
      return { from: dayName(language, event.from), due: dayName(language, event.due) }
    case 'follow_up_set':
    case 'follow_up_done':
    case 'follow_up_dropped':
      return { due: dayName(language, event.due) }
    case 'referral_sent':
      return { partner: event.partner }
    case 'referral_answered':
      return { partner: event.partner, answer: texts(language, `referral.answer.${event.answer}`) }
    case 'repeat_of':
    case 'repeated_by':
      return { code: event.code }
    default:
      return {}
  }
}

/** `Urgency: Routine → Within 24 hours`; of several codes only those that came and went: `+ Money, − Documents`. */
function changeText(wording: HistoryWording, { field, before, after }: FieldChange): string {
  const { language, texts } = wording
  const name = texts(language, `case.${field}`)
  if (!Array.isArray(before) && !Array.isArray(after)) {
    return `${name}: ${valueText(wording, field, before)} → ${valueText(wording, field, after)}`
  }
  const [was, is] = [[before ?? []].flat(), [after ?? []].flat()]
  const came = is.filter(code => !was.includes(code)).map(code => `+ ${valueText(wording, field, code)}`)
  const went = was.filter(code => !is.includes(code)).map(code => `− ${valueText(wording, field, code)}`)
  return `${name}: ${[...came, ...went].join(', ')}`
}

function valueText(wording: HistoryWording, field: FieldChange['field'], code: string | null): string {
  const { language, texts } = wording
  if (code === null) return texts(language, 'history.nothing')
  return field === 'month' ? monthName(language, code as Month) : label(wording, field, code)
}

function label({ taxonomy, language }: HistoryWording, field: CaseField, code: string): string {
  return labelOf(taxonomy, taxonomyField(field), code, language)
}

function memberName({ names, language, texts }: HistoryWording, id: string | null): string {
  if (id === null) return ''
  return names.get(id) ?? texts(language, 'note.unknown_author')
}
