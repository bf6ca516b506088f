import { parseDay, parseMonth } from '../calendar/month'
import { multipleFields, singleFields } from '../cases/case'
import { parseCaseCode } from '../cases/caseCode'
import { undoings } from '../history/event'
import { answers } from '../referrals/referral'
import type { EntryKind } from './entry'

/**
 * Whether what was sealed is what its kind holds. Whoever writes to the database can seal anything at all to a member:
 * whoever reads entries relies on this, and a page must neither break nor ask the database for what is no id.
 */
export function hasShape(kind: EntryKind, content: unknown): boolean {
  return shapes[kind](content)
}

type Check = (value: unknown) => boolean

const isWords: Check = value => typeof value === 'string'
const isId: Check = value => typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
const isDay: Check = value => parseDay(value) !== undefined
const isMonth: Check = value => parseMonth(value) !== undefined
const isCode: Check = value => 'code' in parseCaseCode(value)
const isWordsList: Check = value => Array.isArray(value) && value.every(isWords)

const wrote = { day: isDay, by: isId }
const followUp = { due: isDay, reason: isWords }

/** What each happening holds besides its day and member. */
const happenings: Record<string, Record<string, Check>> = {
  recorded: {},
  edited: { changes: value => Array.isArray(value) && value.every(isFieldChange) },
  moved: { from: isWords, to: isWords },
  closed: { outcome: isWords, reason: isWords },
  reopened: {},
  assigned: { from: orNull(isId), to: orNull(isId) },
  taken: {},
  undone: { undone: oneOf(undoings) },
  follow_up_set: followUp,
  follow_up_moved: { from: isDay, ...followUp },
  follow_up_done: followUp,
  follow_up_dropped: followUp,
  referral_sent: { partner: isWords },
  referral_answered: { partner: isWords, answer: oneOf(answers), outcome: isWords },
  repeat_of: { code: isCode },
  repeated_by: { code: isCode },
}

const shapes: Record<EntryKind, Check> = {
  note: withFields({ text: isWords, day: isDay, author: isId, masked: optional(withFields(wrote)) }),
  event: isEvent,
  follow_up: withFields({ ...followUp, set: isDay, by: isId }),
  referral: withFields({
    ...{ partner: isId, name: isWords, sent: isDay, by: isId, answer: oneOf(['sent', ...answers]) },
    ...{ outcome: optional(isWords), answered: optional(isDay) },
  }),
  opening: withFields({ at: value => Number.isSafeInteger(value) }),
}

const valueChecks: { fields: readonly string[]; isValue: Check }[] = [
  { fields: ['month'], isValue: isMonth },
  { fields: singleFields, isValue: orNull(isWords) },
  { fields: multipleFields, isValue: isWordsList },
]

function isEvent(value: unknown): boolean {
  if (!isObject(value) || typeof value.what !== 'string') return false
  const happening = Object.hasOwn(happenings, value.what) ? happenings[value.what] : undefined
  return happening !== undefined && withFields({ ...wrote, ...happening })(value)
}

function isFieldChange(value: unknown): boolean {
  if (!isObject(value)) return false
  const isValue = valueChecks.find(({ fields }) => fields.some(one => one === value.field))?.isValue
  return isValue !== undefined && withFields({ before: isValue, after: isValue })(value)
}

function withFields(checks: Record<string, Check>): Check {
  return value => isObject(value) && Object.entries(checks).every(([field, check]) => check(value[field]))
}

function oneOf(codes: readonly string[]): Check {
  return value => codes.some(code => code === value)
}

function orNull(check: Check): Check {
  return value => value === null || check(value)
}

function optional(check: Check): Check {
  return value => value === undefined || check(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
