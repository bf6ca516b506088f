import type { CaseFacts } from '../cases/case'
import { caseworkerName } from '../cases/casePage'
import type { HelpCase } from '../cases/caseStore'
import { statusAfter } from '../cases/statusMoves'
import type { Texts } from '../language/texts'
import { labelOf } from '../taxonomy/taxonomy'
import { changesFor, type Change, type Changing } from './change'
import type { Obstacle, Plan } from './plan'

export interface SeveralPage extends Changing {
  texts: Texts
}

/** What can be done, sorted as the page offers it. */
export function changeChoices(page: SeveralPage, typed: string) {
  const { actor, texts } = page
  const all = [...changesFor(page)].map(([code, change]) => ({
    code,
    what: change.what,
    label: changeName(page, change),
    checked: code === typed,
  }))
  return (['move', 'assign', 'close'] as const).map(what => ({
    label: texts(actor.language, `several.group.${what}`),
    choices: all.filter(choice => choice.what === what),
  }))
}

function changeName(page: SeveralPage, change: Change): string {
  const { actor, texts } = page
  if (change.what === 'move') return texts(actor.language, `case.move.${change.move}`)
  if (change.what === 'close')
    return texts(actor.language, 'several.close', { outcome: outcomeName(page, change) })
  if (change.to === null) return texts(actor.language, 'several.pool')
  return texts(actor.language, 'several.hand_over', { name: holderName(page, change.to) })
}

/** The cases by what they have in common, to be ticked: a line for each of a hundred would be a long page. */
export function caseGroups(page: SeveralPage, cases: HelpCase[], ticked: string[]) {
  const { actor, taxonomy } = page
  const label = (field: 'status' | 'category', one: CaseFacts) =>
    labelOf(taxonomy, field, one[field], actor.language)
  return groupedBy(cases, one =>
    [label('status', one), label('category', one), holderName(page, one.assigned_to)].join(' · '),
  )
    .sort((one, other) => one.text.localeCompare(other.text, actor.language))
    .map(({ text, members }) => ({
      text,
      cases: members.map(({ code }) => ({ code, checked: ticked.includes(code) })),
    }))
}

/** What would change from what to what, and what stays as it is and why. */
export function planGroups(page: SeveralPage, change: Change, { possible, impossible }: Plan) {
  const codes = ({ text, members }: { text: string; members: { code: string }[] }) => ({
    text,
    n: members.length,
    codes: members.map(one => one.code),
  })
  return {
    changes: groupedBy(
      possible,
      one => `${stateBefore(page, change, one)} → ${stateAfter(page, change)}`,
    ).map(codes),
    obstacles: groupedBy(impossible, one => obstacleText(page, one.obstacle, one.helpCase)).map(codes),
  }
}

function obstacleText(
  { actor, texts, taxonomy }: SeveralPage,
  obstacle: Obstacle,
  helpCase?: HelpCase,
): string {
  const status = helpCase ? labelOf(taxonomy, 'status', helpCase.status, actor.language) : ''
  return texts(actor.language, `several.obstacle.${obstacle}`, { status })
}

function stateBefore(page: SeveralPage, change: Change, helpCase: HelpCase): string {
  if (change.what === 'assign') return holderName(page, helpCase.assigned_to)
  return labelOf(page.taxonomy, 'status', helpCase.status, page.actor.language)
}

function stateAfter(page: SeveralPage, change: Change): string {
  const { actor, taxonomy } = page
  if (change.what === 'assign') return holderName(page, change.to)
  const status = labelOf(
    taxonomy,
    'status',
    statusAfter(change.what === 'close' ? 'close' : change.move),
    actor.language,
  )
  return change.what === 'close' ? `${status}: ${outcomeName(page, change)}` : status
}

function outcomeName({ actor, taxonomy }: SeveralPage, { outcome }: { outcome: string }): string {
  return labelOf(taxonomy, 'outcome', outcome, actor.language)
}

function holderName({ actor: { language }, texts, members }: SeveralPage, id: string | null): string {
  const member = members.find(one => one.id === id)
  return member ? caseworkerName({ language, texts }, member) : texts(language, 'case.unassigned')
}

function groupedBy<Member>(all: Member[], textOf: (one: Member) => string) {
  const groups = new Map<string, Member[]>()
  for (const one of all) groups.set(textOf(one), [...(groups.get(textOf(one)) ?? []), one])
  return [...groups].map(([text, members]) => ({ text, members }))
}
