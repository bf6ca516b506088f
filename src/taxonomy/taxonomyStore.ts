import type { Db, Language } from '../db/schema'
import type { Taxonomy } from './taxonomy'

/** The codes and labels an organisation describes cases in, by field, in the order of the form. */
export async function readTaxonomy(db: Db): Promise<Taxonomy> {
  const rows = await db
    .selectFrom('taxonomy_terms')
    .selectAll()
    .orderBy('field')
    .orderBy('position')
    .execute()
  const taxonomy: Taxonomy = {}
  for (const row of rows) {
    const label: Record<Language, string> = { en: row.label_en, ru: row.label_ru }
    ;(taxonomy[row.field] ??= []).push({ code: row.code, parent: row.parent, label })
  }
  return taxonomy
}
