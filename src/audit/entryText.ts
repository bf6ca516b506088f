import { parseDay, parseMonth } from '../calendar/month'
import { erasureReasons } from '../cases/eraseCase'
import type { Language, Role } from '../db/schema'
import { dayName } from '../language/dayNames'
import { monthName, periodName } from '../language/monthNames'
import { formatNumber } from '../language/numbers'
import type { Texts } from '../language/texts'
import { auditActions, type AuditAction } from './auditAction'

export interface Reader {
  language: Language
  texts: Texts
  /** The pseudonym of a member, by id. */
  pseudonyms: Map<string, string>
}

/** Who did it; an id that is no member's is shown as it stands. */
export function actorName({ language, texts, pseudonyms }: Reader, actor: string): string {
  return actor === 'system' ? texts(language, 'audit.system') : (pseudonyms.get(actor) ?? actor)
}

/** The day in words, or the month where no day is kept. */
export function dateName({ language }: Reader, dated: string): string {
  const [month, day] = [parseMonth(dated), parseDay(dated)]
  return month ? monthName(language, month) : day ? dayName(language, day) : dated
}

/**
 * What was done, and to what. What Tropa would not have written is shown as it stands: this page must work when
 * somebody has tampered with the log.
 */
export function entryText(reader: Reader, { action, object }: { action: string; object: string }): string {
  const known = auditActions.find(one => one === action)
  const name = known ? actionName(reader, known) : action
  return object === '' ? name : `${name}: ${((known && objects[known]) ?? asItStands)(reader, object)}`
}

export function actionName(
  { language, texts }: Pick<Reader, 'language' | 'texts'>,
  action: AuditAction,
): string {
  return texts(language, `audit.action.${action}`)
}

type Name = (reader: Reader, object: string) => string

const asItStands: Name = (_reader, object) => object

const number: Name = ({ language }, object) =>
  /^\d{1,9}$/.test(object) ? formatNumber(language, Number(object)) : object

const ordinal: Name = ({ language, texts }, object) => `${texts(language, 'audit.number')} ${object}`

const member: Name = ({ pseudonyms }, id) => pseudonyms.get(id) ?? id

const role: Name = ({ language, texts }, object) =>
  roles.some(one => one === object) ? texts(language, `role.${object}`) : object

const memberOrRole: Name = (reader, object) => reader.pseudonyms.get(object) ?? role(reader, object)

const memberAndRole: Name = (reader, object) =>
  object
    .split('/')
    .map(part => memberOrRole(reader, part))
    .join(', ')

const months: Name = ({ language }, object) => {
  const [from, to] = object.split('/').map(parseMonth)
  return from && to ? periodName(language, from, to) : object
}

const filing: Name = ({ language, texts }, object) => {
  const [typed, revision, sha256] = object.split('/')
  const month = parseMonth(typed)
  if (!month || !revision || !sha256) return object
  const name = monthName(language, month)
  return texts(language, 'audit.filing', { month: name, revision, mark: sha256.slice(0, 8) })
}

const reason: Name = ({ language, texts }, object) =>
  erasureReasons.some(one => one === object) ? texts(language, `erasure.reason.${object}`) : object

const objects: Partial<Record<AuditAction, Name>> = {
  'case.erased': reason,
  'cases.evaporated': number,
  'cases.imported': number,
  'cases.handed_over': number,
  'cases.taken_back': number,
  'partner.confirmed': number,
  'month.closed': months,
  'month.filed': filing,
  'release.downloaded': (_reader, object) => object.split('/').at(-1)!,
  'member.invited': memberOrRole,
  'member.joined': role,
  'member.role_changed': memberAndRole,
  'member.certified': member,
  'member.disabled': member,
  'member.enabled': member,
  'epoch.started': ordinal,
  'group.recovered': member,
  'session.ended': member,
  'sessions.ended': member,
}

const roles: Role[] = ['volunteer', 'coordinator', 'admin']
