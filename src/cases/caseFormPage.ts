import { randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor'
import { parseMonth } from '../calendar/month'
import type { Deps } from '../deps'
import { monthName } from '../language/monthNames'
import { lastRetiring } from '../taxonomy/offered'
import { listCaseworkers } from '../users/userStore'
import { text, texts as several, type Form, type Problems } from '../web/form'
import { shownProblems } from '../web/page'
import { detailFields, multipleFields, singleFields, type CaseFacts, type CaseField } from './case'
import { monthChoices, readWording, type Caseworker, type Wording } from './casePage'
import { fieldChoices } from './fieldChoices'

/** Which form it is: a new request, or the facts of a case. Status and outcome of a case have pages of their own. */
export interface FormKind {
  titleKey: string
  isNew: boolean
}

/** The page of a form, ready to be shown, with what is to be mended in it. */
export async function caseFormPage(
  deps: Pick<Deps, 'db' | 'texts' | 'clock' | 'config'>,
  { language, role }: Pick<Actor, 'language' | 'role'>,
  { titleKey, isNew }: FormKind,
  { form, problems }: { form: Form; problems?: Problems | undefined },
) {
  const caseworkers = isNew && role === 'coordinator' ? await listCaseworkers(deps.db) : undefined
  return {
    title: deps.texts(language, titleKey),
    id: parseCaseId(text(form, 'id')) ?? randomUUID(),
    ...caseChoices(await readWording(deps, { language }), form, { isNew, caseworkers }),
    ...shownProblems({ language }, deps.texts, problems),
    withScript: true,
    covers: true,
  }
}

/** The id a form was given; only a random UUID is one, since others could tell when a case was recorded. */
export function parseCaseId(typed: string): string | undefined {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(typed)
    ? typed
    : undefined
}

/** A case as the form that would record it. */
export function formOfFacts(facts: CaseFacts): Form {
  const fields = [...singleFields, ...multipleFields].map(field => [field, facts[field] ?? ''])
  return { ...Object.fromEntries(fields), month: facts.month } as Form
}

/** What the next request of a series probably shares with this one, as a query. */
export function keptFields({ category, month, channel, place }: CaseFacts): string {
  return new URLSearchParams({ category, month, channel: channel ?? '', place: place ?? '' }).toString()
}

/** What the form of a case shows: every choice with its label, and which of them the person has made. */
export function caseChoices(
  page: Wording,
  form: Form,
  { isNew, caseworkers }: { isNew: boolean; caseworkers?: Caseworker[] | undefined },
) {
  const { language, texts, thisMonth } = page
  const isShown = (field: CaseField) => isNew || (field !== 'status' && field !== 'outcome')
  const offered = fieldChoices(page, form)
  const chips = {
    category: offered.chips('category'),
    needs: offered.chips('needs'),
    situations: offered.chips('situations'),
  }
  return {
    ...chips,
    letters: Object.entries(chips).map(([field, lettered]) => ({
      label: texts(language, `case.${field}`),
      letters: lettered.map(one => one.letter.toUpperCase()).filter(letter => letter !== ''),
    })),
    needLetters: text(form, 'need_letters'),
    months: monthChoices(language, thisMonth, text(form, 'month')),
    earlier: isNew && earlierChoices(page, form),
    lists: detailFields.filter(isShown).map(field => ({
      field,
      label: texts(language, `case.${field}`),
      required: field === 'status',
      groups: offered.groups(field),
    })),
    assignment: caseworkers && {
      people: caseworkers
        .filter(one => one.state === 'active')
        .map(one => ({ ...one, checked: one.id === text(form, 'assigned_to') })),
    },
    more: [...detailFields, 'situations' as const].some(
      field => isShown(field) && several(form, field).some(code => !(field === 'status' && code === 'new')),
    ),
  }
}

/** The way to the form of a month that had choices which are retired since. */
function earlierChoices({ language, taxonomy, texts, thisMonth }: Wording, form: Form) {
  const month = lastRetiring(taxonomy, parseMonth(text(form, 'month')) ?? thisMonth)
  return month && { month, text: texts(language, 'case.new.earlier', { month: monthName(language, month) }) }
}
