import type { Actor } from '../auth/actor'
import { findCase, findCaseById } from '../cases/caseStore'
import type { Deps } from '../deps'
import { listPseudonyms } from '../users/userStore'
import type { UndoableCase, Undoing } from './undo'
import { mayHaveBack, type Undone } from './undoChange'

type Parts = Pick<Deps, 'db' | 'texts'>

/** What an undo brought back, and for every case that it did not, why. */
export async function undonePage(parts: Parts, actor: Actor, undoing: Undoing, { undone, left }: Undone) {
  const { db, texts } = parts
  const { language } = actor
  const link = async ({ code }: UndoableCase) => ({
    code,
    seen: (await findCase(db, actor, code)) !== undefined,
  })
  const [back, kept] = [[] as object[], [] as object[]]
  for (const one of undone) back.push(await link(one))
  for (const one of left) kept.push({ ...(await link(one)), why: await reason(parts, actor, undoing, one) })
  return {
    title: texts(language, 'undo.title'),
    text: texts(language, 'undo.done', { n: undone.length }),
    ...{ undone: back, left: kept },
  }
}

/** Whoever has had the case since the change is named; to whom they gave it on is not for whoever gave it away. */
async function reason(
  { db, texts }: Parts,
  { id: asker, language, role }: Actor,
  undoing: Undoing,
  one: UndoableCase,
): Promise<string> {
  const { id, given } = one
  const helpCase = await findCaseById(db, id)
  if (!helpCase) return texts(language, 'undo.left.gone')
  if (!(await mayHaveBack(db, one))) return texts(language, 'undo.left.ended')
  if (undoing !== 'assignment') return texts(language, 'undo.left.worked')
  if (given === null || given === asker || helpCase.assigned_to !== given)
    return texts(language, role === 'coordinator' ? 'undo.left.worked' : 'undo.left.moved')
  const [holder] = await listPseudonyms(db, [given])
  return texts(language, 'undo.left.held', { name: holder?.pseudonym ?? '' })
}
