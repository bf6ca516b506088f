import type { Wording } from '../cases/casePage'
import { markedPieces } from '../notes/screenNote'
import { nameKeys } from '../screening/identifiers'
import { markOf } from '../taxonomy/offered'
import { termsOf } from '../taxonomy/taxonomy'
import { text, texts as several, type Form } from '../web/form'
import { partnerLanguages, type Partner } from './partner'
import type { PartnerWording } from './partnerPage'
import type { FoundInFields } from './screenPartner'

/** The choices of the form, which of them somebody has made, and their words. */
export function partnerFormPage({ language, taxonomy, texts, thisMonth }: Wording, form: Form) {
  const [needs, languages] = [several(form, 'needs'), several(form, 'languages')]
  return {
    needs: termsOf(taxonomy, 'need')
      .map(term => ({
        code: term.code,
        before: term.label[language],
        after: markOf({ language, texts }, term, thisMonth),
        checked: needs.includes(term.code),
      }))
      .filter(one => one.checked || one.after === ''),
    languages: partnerLanguages.map(code => ({
      code,
      before: texts(language, `partner.language.${code}`),
      checked: languages.includes(code),
    })),
    form: {
      name: text(form, 'name'),
      does: text(form, 'does'),
      otherLanguages: text(form, 'otherLanguages'),
      note: text(form, 'note'),
    },
  }
}

/** Where in the words of a partner something may lead to a person, field by field. */
export function foundInPartner({ language, texts }: PartnerWording, partner: Partner, found: FoundInFields) {
  const problems = found.map(([field, findings]) => {
    const kinds = nameKeys(findings).map(key => texts(language, key))
    return { field, text: texts(language, 'note.found', { kinds: kinds.join(', ') }) }
  })
  return {
    title: texts(language, 'note.found_title'),
    problems,
    problem: Object.fromEntries(problems.map(one => [one.field, one.text])),
    pieces: Object.fromEntries(
      found.map(([field, findings]) => [field, markedPieces(partner[field], findings)]),
    ),
  }
}
