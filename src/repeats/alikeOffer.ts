import type { Actor } from '../auth/actor'
import { readWording } from '../cases/casePage'
import { listAlike, type HelpCase } from '../cases/caseStore'
import type { Deps } from '../deps'
import { labelOf } from '../taxonomy/taxonomy'

/** More would be no help: it takes a look at each. */
const most = 3

/** Cases that are perhaps the same request, of those that the member sees, for the partial `repeats/offer`; never decided by itself. */
export async function alikeOffer(deps: Deps, actor: Actor, helpCase: HelpCase) {
  const cases = await alikeCases(deps, actor, helpCase)
  return cases.length > 0 ? { code: helpCase.code, cases } : undefined
}

/** The same, as choices of a form. */
export async function alikeCases(deps: Deps, actor: Actor, helpCase: HelpCase) {
  const { language, taxonomy } = await readWording(deps, actor)
  const alike = await listAlike(deps.db, actor, helpCase, most)
  return alike.map(({ code, status }) => ({ code, status: labelOf(taxonomy, 'status', status, language) }))
}
