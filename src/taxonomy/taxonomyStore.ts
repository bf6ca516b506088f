import type { Db, TermWordingTable } from '../db/schema'
import type { Taxonomy, TermWording } from './taxonomy'

/** The codes and labels an organisation describes cases in, by field, in the order of the form. */
export async function readTaxonomy(db: Db): Promise<Taxonomy> {
  const rows = await db
    .selectFrom('taxonomy_terms')
    .selectAll()
    .orderBy('field')
    .orderBy('position')
    .execute()
  const wordings = await readWordings(db)
  const taxonomy: Taxonomy = {}
  for (const { field, code, parent, from_month, to_month, counts_as } of rows) {
    const ofTerm = wordings.get(`${field} ${code}`) ?? [unnamed(code)]
    ;(taxonomy[field] ??= []).push({
      ...{ code, parent, label: ofTerm.at(-1)!.label, wordings: ofTerm },
      ...{ from: from_month || undefined, to: to_month || undefined, countsAs: counts_as || undefined },
    })
  }
  return taxonomy
}

async function readWordings(db: Db): Promise<Map<string, TermWording[]>> {
  const rows = await db.selectFrom('term_wordings').selectAll().orderBy('from_month').execute()
  const wordings = new Map<string, TermWording[]>()
  for (const row of rows) {
    const name = `${row.field} ${row.code}`
    wordings.set(name, [...(wordings.get(name) ?? []), wordingOf(row)])
  }
  return wordings
}

function wordingOf(row: TermWordingTable): TermWording {
  return {
    from: row.from_month || undefined,
    label: { en: row.label_en, ru: row.label_ru },
    meaning: { en: row.meaning_en, ru: row.meaning_ru },
    newMeaning: row.new_meaning === 1,
  }
}

function unnamed(code: string): TermWording {
  const [label, meaning] = [
    { en: code, ru: code },
    { en: '', ru: '' },
  ]
  return { from: undefined, label, meaning, newMeaning: false }
}
