import type { Language } from '../db/schema'
import type { InLanguages, Texts } from '../language/texts'
import type { Taxonomy } from '../taxonomy/taxonomy'
import type { Breakdown } from './breakdown'
import type { Fact } from './fact'
import { groupLabel } from './groupLabel'

/** What a sentence is put into words with. */
export interface Wording {
  language: Language
  texts: Texts
  taxonomy: Taxonomy
  /** Shares as whole percents: protected figures are too rough for more. */
  wholeShares?: boolean
}

/** Whose requests a sentence is about, as its verb goes on: "came from soldiers"; empty for all. */
export function cameFrom({ by }: Pick<Fact, 'by'>, group: string | null, wording: Wording): string {
  return group === null ? '' : wording.texts(wording.language, `fact.came.${by}`, named(by, group, wording))
}

/** What stands after "requests" in a report of one category: " from soldiers". */
export function ofCategory({ of }: Pick<Fact, 'of'>, wording: Wording): string {
  return of === null ? '' : ` ${wording.texts(wording.language, 'fact.of', named('category', of, wording))}`
}

/** The subject of a title: "Soldiers' requests". */
export function whoseRequests({ by, of, group }: Fact, wording: Wording): string {
  const { language, texts } = wording
  const [field, code] = group === null ? (['category', of] as const) : [by, group]
  return code === null
    ? texts(language, 'fact.whose_all')
    : texts(language, 'fact.whose', named(field, code, wording))
}

/** A group by its label, and by its code if the sentences have words of their own for it. */
function named(by: Breakdown, code: string, wording: Wording) {
  const label = groupLabel(by, code, wording)
  return { label, own: ownWords[by]?.[code]?.[wording.language] === label ? code : 'other' }
}

/*
 * The groups that the sentences have words of their own for ("came from soldiers", «из Сибирского округа»), as long as
 * they are called what they were when the words were chosen. Any other is quoted by its label, because labels are an
 * organisation's own and take no Russian case.
 */
const ownWords: Partial<Record<Breakdown, Record<string, InLanguages>>> = {
  category: {
    soldier: { en: 'Soldier', ru: 'Военный' },
    mobilised_civilian: { en: 'Mobilised civilian', ru: 'Гражданский под мобилизацией' },
  },
  asker: {
    self: { en: 'The person', ru: 'Сам человек' },
    spouse_or_partner: { en: 'Spouse or partner', ru: 'Супруг(а) или партнёр' },
    parent: { en: 'Parent', ru: 'Родитель' },
    other_relative: { en: 'Other relative', ru: 'Другой родственник' },
    friend: { en: 'Friend', ru: 'Друг' },
    organisation: { en: 'Organisation', ru: 'Организация' },
  },
  place: {
    home_central: { en: 'Central district', ru: 'Центральный округ' },
    home_northwestern: { en: 'Northwestern district', ru: 'Северо-Западный округ' },
    home_southern: { en: 'Southern district', ru: 'Южный округ' },
    home_north_caucasian: { en: 'North Caucasian district', ru: 'Северо-Кавказский округ' },
    home_volga: { en: 'Volga district', ru: 'Приволжский округ' },
    home_ural: { en: 'Ural district', ru: 'Уральский округ' },
    home_siberian: { en: 'Siberian district', ru: 'Сибирский округ' },
    home_far_eastern: { en: 'Far Eastern district', ru: 'Дальневосточный округ' },
    armenia_georgia: { en: 'Armenia, Georgia', ru: 'Армения, Грузия' },
    kazakhstan_central_asia: { en: 'Kazakhstan, Central Asia', ru: 'Казахстан, Средняя Азия' },
    eu: { en: 'European Union', ru: 'Евросоюз' },
    other_abroad: { en: 'Elsewhere abroad', ru: 'Другие страны' },
    unknown: { en: 'Unknown', ru: 'Неизвестно' },
  },
}
