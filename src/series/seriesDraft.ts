import { text, writtenLine, writtenWords, type Form, type Parsed, type Problems } from '../web/form'
import type { InLanguages } from '../language/texts'
import type { Series } from './series'
import { longest, parseAddress } from './seriesLimits'

/** What has to be said about a series of others' before it may stand beside our own figures. */
export type SeriesDraft = Pick<Series, 'name' | 'unit' | 'definition' | 'source' | 'sourceUrl' | 'rounding'>

/** The fields of the form, in its order. */
export const draftFields = [
  ...['name_en', 'name_ru', 'unit_en', 'unit_ru', 'definition_en', 'definition_ru'],
  ...['source', 'source_url', 'rounding'],
] as const

/** Turns an untrusted form into what is said about a series, or says what to mend, field by field. */
export function parseSeriesDraft(form: Form): Parsed<SeriesDraft> {
  const rounding = text(form, 'rounding')
  const draft = {
    name: inBoth(form, 'name', writtenLine),
    unit: inBoth(form, 'unit', writtenLine),
    definition: inBoth(form, 'definition', writtenWords),
    source: writtenLine(form, 'source'),
    sourceUrl: parseAddress(text(form, 'source_url')) ?? '',
    rounding: rounding === '' ? 1 : Number(rounding),
  }
  const problems = problemsOf(draft, form)
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, value: draft }
}

/** What is said about a series as the form that would save it. */
export function formOfDraft({ name, unit, definition, ...draft }: SeriesDraft): Form {
  return {
    ...{ name_en: name.en, name_ru: name.ru, unit_en: unit.en, unit_ru: unit.ru },
    ...{ definition_en: definition.en, definition_ru: definition.ru },
    ...{ source: draft.source, source_url: draft.sourceUrl, rounding: String(draft.rounding) },
  }
}

/** Whoever writes in one language only is read in both. */
function inBoth(form: Form, field: string, read: (form: Form, name: string) => string): InLanguages {
  const [en, ru] = [read(form, `${field}_en`), read(form, `${field}_ru`)]
  return { en: en || ru, ru: ru || en }
}

function problemsOf(draft: SeriesDraft, form: Form): Problems {
  const problems: Problems = {}
  for (const field of ['name', 'unit', 'definition'] as const) {
    if (draft[field].en === '') problems[`${field}_en`] = `series.problem.empty.${field}`
    for (const language of ['en', 'ru'] as const) {
      if (isLong(draft[field][language], longest[field]))
        problems[`${field}_${language}`] = `series.problem.long.${field}`
    }
  }
  if (draft.source === '') problems.source = 'series.problem.empty.source'
  if (isLong(draft.source, longest.source)) problems.source = 'series.problem.long.source'
  if (parseAddress(text(form, 'source_url')) === undefined) problems.source_url = 'series.problem.address'
  if (!/^([1-9]\d{0,5})?$/.test(text(form, 'rounding'))) problems.rounding = 'series.problem.rounding'
  return problems
}

function isLong(words: string, most: number): boolean {
  return [...words].length > most
}
