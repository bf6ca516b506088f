import type { Month } from '../calendar/month'
import type { Db } from '../db/schema'
import type { TermWording } from './taxonomy'

/** Where a term stands: no other has both. */
interface Place {
  field: string
  code: string
}

/** Whoever changes terms waits here for whoever does so at the moment. */
export async function holdTerms(tx: Db): Promise<void> {
  await tx
    .updateTable('taxonomy_terms')
    .set(eb => ({ position: eb.ref('position') }))
    .execute()
}

/** Puts a new term at the end of its list. */
export async function insertTerm(
  tx: Db,
  { field, code }: Place,
  { parent, from }: { parent: string; from: Month },
): Promise<void> {
  const { last } = await tx
    .selectFrom('taxonomy_terms')
    .select(eb => eb.fn.max('position').as('last'))
    .where('field', '=', field)
    .executeTakeFirstOrThrow()
  const months = { from_month: from, to_month: '' as const, counts_as: '' }
  await tx
    .insertInto('taxonomy_terms')
    .values({ field, code, parent, position: Number(last ?? -1) + 1, ...months })
    .execute()
}

/** Words that hold from a month on take the place of those that held from the same month. */
export async function saveWording(
  tx: Db,
  { field, code }: Place,
  { from, label, meaning, newMeaning }: TermWording,
): Promise<void> {
  const words = {
    ...{ label_en: label.en, label_ru: label.ru, meaning_en: meaning.en, meaning_ru: meaning.ru },
    new_meaning: newMeaning ? 1 : 0,
  }
  await tx
    .insertInto('term_wordings')
    .values({ field, code, from_month: from ?? '', ...words })
    .onConflict(conflict => conflict.columns(['field', 'code', 'from_month']).doUpdateSet(words))
    .execute()
}

/** Until when a term is in use, and what goes on with its series; undefined for no end, and for nothing. */
export async function updateUse(
  tx: Db,
  { field, code }: Place,
  { to, countsAs }: { to: Month | undefined; countsAs: string | undefined },
): Promise<void> {
  await tx
    .updateTable('taxonomy_terms')
    .set({ to_month: to ?? '', counts_as: countsAs ?? '' })
    .where('field', '=', field)
    .where('code', '=', code)
    .execute()
}

/** Lets two terms of a list change places. */
export async function swapPositions(tx: Db, field: string, codes: [string, string]): Promise<void> {
  const rows = await tx
    .selectFrom('taxonomy_terms')
    .select(['code', 'position'])
    .where('field', '=', field)
    .where('code', 'in', codes)
    .execute()
  for (const { code } of rows) {
    const { position } = rows.find(row => row.code !== code)!
    await tx
      .updateTable('taxonomy_terms')
      .set({ position })
      .where('field', '=', field)
      .where('code', '=', code)
      .execute()
  }
}
