import type { Actor } from '../auth/actor'
import type { Db } from '../db/schema'
import { monthName } from '../language/monthNames'
import { labelOf, type Taxonomy } from '../taxonomy/taxonomy'
import { listCasesByCode } from './caseStore'
import { correctionsOf } from './codeCorrections'

const most = 5

/** The cases that somebody may have meant who mistyped a code, if they see them: of others nothing is told. */
export async function meantCases(db: Db, viewer: Actor, typed: string, taxonomy: Taxonomy) {
  const { language } = viewer
  const corrections = correctionsOf(typed)
  const cases = await listCasesByCode(db, viewer, corrections)
  return cases
    .sort((one, other) => corrections.indexOf(one.code) - corrections.indexOf(other.code))
    .slice(0, most)
    .map(({ code, category, month }) => ({
      code,
      category: labelOf(taxonomy, 'category', category, language),
      month: monthName(language, month),
    }))
}
