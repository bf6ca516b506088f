import type { Actor } from '../auth/actor'
import { caseworkerName } from '../cases/casePage'
import type { HelpCase } from '../cases/caseStore'
import type { Deps } from '../deps'
import { listPseudonyms } from '../users/userStore'
import { text, type Form } from '../web/form'
import { choosesFromList } from './assignmentForm'
import { listChoices } from './takerChoices'

type Parts = Pick<Deps, 'db' | 'anchor' | 'texts'>

/** What the page asks that hands over one case: from a list or by name, and what has been chosen. */
export async function assignmentPage(parts: Parts, actor: Actor, helpCase: HelpCase, form: Form) {
  const { db, texts } = parts
  const { language } = actor
  const { code, assigned_to } = helpCase
  const [holder] = assigned_to === null ? [] : await listPseudonyms(db, [assigned_to])
  const listed = choosesFromList(actor)
  const chosen = [text(form, 'to')]
  return {
    title: texts(language, 'handover.title'),
    code,
    now: holder
      ? texts(language, 'handover.now', { name: caseworkerName({ language, texts }, holder) })
      : texts(language, 'handover.now_pool'),
    listed,
    choices: listed && (await listChoices(parts, actor, { now: assigned_to, chosen })),
    name: text(form, 'name'),
    inPool: assigned_to === null,
    poolChosen: chosen.includes('pool'),
    toMe: assigned_to !== actor.id,
  }
}
