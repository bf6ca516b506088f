import type { Wording } from '../cases/casePage'
import { labelOf } from '../taxonomy/taxonomy'
import type { Partner } from './partner'
import type { OpenedPartner } from './readPartners'

/** What the pages of partners are worded with. */
export type PartnerWording = Pick<Wording, 'language' | 'taxonomy' | 'texts'>

/** A partner in words, as lists show it. */
export function partnerInWords({ language, taxonomy, texts }: PartnerWording, partner: Partner) {
  const languages = partner.languages
    .filter(one => one !== 'other' || partner.otherLanguages === '')
    .map(one => texts(language, `partner.language.${one}`))
  return {
    name: partner.name,
    needs: partner.needs.map(need => labelOf(taxonomy, 'need', need, language)).join(', '),
    does: partner.does,
    languages: [...languages, ...[partner.otherLanguages].filter(one => one !== '')].join(', '),
    note: partner.note,
  }
}

/** The same as labels and values; what is not known is left out. */
export function partnerSummary(wording: PartnerWording, partner: Partner) {
  const shown = partnerInWords(wording, partner)
  return (['needs', 'does', 'languages', 'note'] as const)
    .map(field => ({ label: wording.texts(wording.language, `partner.${field}`), value: shown[field] }))
    .filter(row => row.value !== '')
}

/** What was saved meanwhile beside what somebody has typed. */
export function comparedPartners(wording: PartnerWording, theirs: Partner, mine: Partner) {
  const [saved, typed] = [partnerInWords(wording, theirs), partnerInWords(wording, mine)]
  return (['name', 'needs', 'does', 'languages', 'note'] as const).map(field => ({
    label: wording.texts(wording.language, `partner.${field}`),
    theirs: saved[field],
    mine: typed[field],
    differs: saved[field] !== typed[field],
  }))
}

/** The list in the order of the alphabet: those that cases can be referred to, and those that nobody stands for. */
export function listedPartners(wording: PartnerWording, partners: OpenedPartner[]) {
  const byName = new Intl.Collator(wording.language)
  const rows = partners
    .map(({ id, mark, confirmed, content }) => {
      const readable = typeof content !== 'string'
      return { id, mark, offered: confirmed && readable, ...(readable && partnerInWords(wording, content)) }
    })
    .sort((one, other) => byName.compare(one.name ?? '', other.name ?? ''))
  return { offered: rows.filter(row => row.offered), doubtful: rows.filter(row => !row.offered) }
}
