import type { Actor } from '../auth/actor'
import type { Month } from '../calendar/month'
import { monthName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import { markOf } from '../taxonomy/offered'
import { labelOf, termsOf } from '../taxonomy/taxonomy'
import { multipleFields, singleFields, taxonomyField, type CaseField } from './case'
import { filterAddress, filterQuery, type CaseFilter, type Finding } from './caseFilter'
import { caseworkerName, monthChoices } from './casePage'

export interface FilterPage extends Finding {
  viewer: Actor
  texts: Texts
  thisMonth: Month
}

/** The filters that have a place in the one line above the list. */
const quick = ['status', 'category', 'month']

/** What the line of filters above the list shows, and what it carries along of all the other filters. */
export function quickFilters(page: FilterPage, filter: CaseFilter) {
  const coordinates = page.viewer.role === 'coordinator'
  const shown = [...quick, ...(coordinates ? ['assigned_to'] : [])]
  return {
    status: termChoices(page, filter, 'status'),
    category: termChoices(page, filter, 'category'),
    month: monthChoices(page.viewer.language, page.thisMonth, filter.month ?? ''),
    assigned_to: coordinates && memberChoices(page, filter),
    others: filterTags(page, filter).filter(tag => !shown.includes(tag.name)),
  }
}

/** Every filter in words, with the address of the same list without it. */
export function filterTags(page: FilterPage, filter: CaseFilter) {
  return filterQuery(filter).map(([name, value]) => ({
    name,
    value,
    text: tagText(page, name, value),
    without: filterAddress('/cases', without(filter, name, value)),
  }))
}

/** What is asked most often stands first. */
const order = [...new Set(['status', 'category', 'urgency', 'place', ...singleFields] as const)]

/** The whole form, filled from the filters: one month stands in it as a period that begins and ends with it. */
export function searchForm(page: FilterPage, filter: CaseFilter) {
  const { texts, thisMonth, viewer } = page
  const { language, role } = viewer
  const months = (chosen: Month | undefined) => monthChoices(language, thisMonth, chosen ?? '')
  const list = (name: string, choices: object[]) => ({
    name,
    label: texts(language, labelKey(name)),
    choices,
  })
  return {
    lists: [
      ...order.map(field => list(field, termChoices(page, filter, field))),
      ...(role === 'coordinator' ? [list('assigned_to', memberChoices(page, filter))] : []),
      list('from', months(filter.month ?? filter.from)),
      list('to', months(filter.month ?? filter.to)),
      list('last_change', months(filter.last_change)),
    ],
    groups: multipleFields.map(field => ({
      name: field,
      label: texts(language, labelKey(field)),
      choices: termChoices(page, filter, field).map(choice => ({ ...choice, before: choice.label })),
    })),
    recorded: filter.recorded_by !== undefined,
  }
}

function termChoices(page: FilterPage, filter: CaseFilter, field: CaseField) {
  const { viewer, taxonomy, texts, thisMonth } = page
  const { language } = viewer
  const open = { code: 'open', label: texts(language, 'case.open') }
  const terms = termsOf(taxonomy, taxonomyField(field))
  return [
    ...(field === 'status' ? [open] : []),
    ...terms.map(term => ({
      code: term.code,
      label: `${term.label[language]}${markOf({ language, texts }, term, thisMonth)}`,
    })),
  ].map(choice => ({ ...choice, checked: [filter[field]].flat().includes(choice.code) }))
}

function memberChoices({ viewer: { language }, texts, members }: FilterPage, filter: CaseFilter) {
  const nobody = { code: 'nobody', label: texts(language, 'case.unassigned') }
  const people = members.map(one => ({ code: one.id, label: caseworkerName({ language, texts }, one) }))
  return [nobody, ...people].map(choice => ({ ...choice, checked: choice.code === filter.assigned_to }))
}

/** `What is needed: Legal advice`. */
function tagText(
  { viewer: { language }, texts, taxonomy, members }: FilterPage,
  name: string,
  value: string,
) {
  const label = texts(language, labelKey(name))
  if (name === 'recorded') return label
  const member = members.find(one => one.id === value)
  return `${label}: ${shownValue()}`

  function shownValue(): string {
    if (['month', 'from', 'to', 'last_change'].includes(name)) return monthName(language, value as Month)
    if (member) return caseworkerName({ language, texts }, member)
    if (value === 'nobody') return texts(language, 'case.unassigned')
    if (value === 'open') return texts(language, 'case.open')
    return labelOf(taxonomy, taxonomyField(name as CaseField), value, language)
  }
}

/** Fields of a case have names of their own; the others only filters have. */
function labelKey(name: string): string {
  const own = ['from', 'to', 'last_change', 'recorded']
  return own.includes(name) ? `case.find.${name}` : `case.${name}`
}

function without(filter: CaseFilter, name: string, value: string): CaseFilter {
  if (name === 'recorded') return { ...filter, recorded_by: undefined }
  const codes = filter[name as keyof CaseFilter]
  return { ...filter, [name]: Array.isArray(codes) ? codes.filter(code => code !== value) : undefined }
}
