import type { Actor } from '../auth/actor'
import { readWording } from '../cases/casePage'
import type { HelpCase } from '../cases/caseStore'
import { meantCases } from '../cases/meantCases'
import type { Deps } from '../deps'
import { text, type Form } from '../web/form'
import { shownProblems } from '../web/page'
import { alikeCases } from './alikeOffer'

/** The form that asks which case this one repeats: what may have been meant by a mistyped code, otherwise what looks alike. */
export async function repeatPage(
  deps: Deps,
  actor: Actor,
  helpCase: HelpCase,
  form: Form = {},
  problem?: string,
) {
  const { db, texts } = deps
  const { language, taxonomy } = await readWording(deps, actor)
  const typed = text(form, 'typed')
  const meant = await meantCases(db, actor, typed, taxonomy)
  const choices =
    meant.length > 0
      ? meant.map(({ code, category, month }) => ({ code, about: `${category}, ${month}` }))
      : (await alikeCases(deps, actor, helpCase)).map(({ code, status }) => ({ code, about: status }))
  return {
    title: texts(language, 'repeat.title'),
    code: helpCase.code,
    typed,
    choices: choices
      .filter(choice => choice.code !== helpCase.code)
      .map(choice => ({ ...choice, checked: choice.code === text(form, 'of') })),
    legend: texts(language, meant.length > 0 ? 'case.code.meant' : 'repeat.alike'),
    ...shownProblems({ language }, texts, problem === undefined ? {} : { typed: problem }),
  }
}
