import { termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import { texts, writtenLine, writtenWords, type Form, type Parsed, type Problems } from '../web/form'

/** An organisation that cases are referred to. No person stands here: whoever answers there is their affair. */
export interface Partner {
  name: string
  /** What they help with, as codes of the taxonomy. */
  needs: string[]
  /** The same in a line of words. */
  does: string
  languages: PartnerLanguage[]
  /** In words, when `languages` has `other`. */
  otherLanguages: string
  note: string
}

export const partnerLanguages = ['ru', 'en', 'other'] as const
export type PartnerLanguage = (typeof partnerLanguages)[number]

/** The fields that hold words, in the order of the form, and how many characters fit. */
export const longest = { name: 80, does: 120, otherLanguages: 80, note: 1000 } as const
export type WordField = keyof typeof longest
export const wordFields = Object.keys(longest) as WordField[]

/** Turns an untrusted form into a partner, or says what to mend, field by field. */
export function parsePartner(form: Form, taxonomy: Taxonomy): Parsed<Partner> {
  const otherLanguages = writtenLine(form, 'otherLanguages')
  const chosen = texts(form, 'languages')
  const partner: Partner = {
    name: writtenLine(form, 'name'),
    needs: [...new Set(texts(form, 'needs'))],
    does: writtenLine(form, 'does'),
    // Who names another language has chosen it.
    languages: partnerLanguages.filter(
      one => chosen.includes(one) || (one === 'other' && otherLanguages !== ''),
    ),
    otherLanguages,
    note: writtenWords(form, 'note'),
  }
  const problems = problemsOf(partner, taxonomy)
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, value: partner }
}

/** A partner as the form that would save it. */
export function formOfPartner(partner: Partner): Form {
  return { ...partner }
}

/** Whether what was sealed is a partner: anybody can seal something to the team. */
export function isPartner(value: unknown): value is Partner {
  if (typeof value !== 'object' || value === null) return false
  const { needs, languages, ...fields } = value as Record<string, unknown>
  // Masking may have made words longer.
  const worded = wordFields.every(
    field => typeof fields[field] === 'string' && fields[field].length <= 2 * longest[field],
  )
  return worded && fields.name !== '' && isListOfCodes(needs) && isListOfCodes(languages)
}

/** How many of the needs of a case a partner helps with. */
export function countShared({ needs }: Partner, helpCase: { needs: string[] }): number {
  return needs.filter(need => helpCase.needs.includes(need)).length
}

function problemsOf(partner: Partner, taxonomy: Taxonomy): Problems {
  const problems: Problems = {}
  for (const field of wordFields) {
    if ([...partner[field]].length > longest[field]) problems[field] = `partner.problem.long.${field}`
  }
  const known = new Set(termsOf(taxonomy, 'need').map(term => term.code))
  if (partner.name === '') problems.name = 'partner.problem.name'
  if (partner.needs.length === 0 && partner.does === '') problems.needs = 'partner.problem.needs'
  if (partner.needs.some(need => !known.has(need))) problems.needs = 'case.problem.unknown_code'
  return problems
}

function isListOfCodes(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 50 && value.every(one => typeof one === 'string')
}
