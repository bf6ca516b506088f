import { randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor'
import type { HelpCase } from '../cases/caseStore'
import type { Deps } from '../deps'
import { readEntries, type Reader } from '../entries/readEntries'
import type { OpenedEntry } from '../entries/entry'
import { dayName } from '../language/dayNames'
import { todayOf } from '../calendar/today'
import { findFutureReaders } from '../notes/futureReaders'
import { randomId, text, type Form } from '../web/form'
import { nearDays } from './dueDay'
import { dueText } from './dueText'
import { followUpsIn, nameOf, type FollowUp } from './followUp'
import { usualReasons } from './followUpForm'

/** What the case's page shows of what is to be done next; undefined where there is nothing more to do. */
export async function followUpSection(deps: Deps, reader: Reader, helpCase: HelpCase) {
  const { texts, clock, config } = deps
  const { language } = reader.actor
  const { code, status } = helpCase
  const today = todayOf(clock, config.timeZone).day
  const { entries } = await readEntries(deps, reader, helpCase, ['follow_up'])
  const followUps = followUpsIn(entries as OpenedEntry<FollowUp>[])
  const n = entries.length - followUps.length
  if (entries.length === 0 && status === 'closed') return undefined
  return {
    code,
    closed: status === 'closed',
    steps: followUps.map(({ id, content: { due, reason } }) => ({
      ...{ code, reason, name: nameOf({ code, id }) },
      due: dueText(texts, language, due, today),
      day: dayName(language, due),
      overdue: due < today,
    })),
    sealed: n > 0 ? texts(language, 'follow_up.sealed', { n }) : undefined,
  }
}

/** What the form for a follow-up shows, and why nothing can be saved or who sets it will not read it. */
export async function newFollowUpPage(deps: Deps, reader: Reader, helpCase: HelpCase, form: Form) {
  const { texts } = deps
  const { language } = reader.actor
  const { blocked, obstacle } = await findFutureReaders(deps, reader, helpCase)
  const sentence = (one: string | undefined) => one && texts(language, `follow_up.obstacle.${one}`)
  const reason = text(form, 'reason')
  return {
    title: texts(language, 'follow_up.new.title', { code: helpCase.code }),
    code: helpCase.code,
    id: randomId(form) ?? randomUUID(),
    reason,
    usual: [...usualReasons, 'other'].map(one => ({
      code: one,
      label: texts(language, `follow_up.usual.${one}`),
      checked: text(form, 'usual') === one,
    })),
    ...dayChoices(deps, reader.actor, form),
    blocked: sentence(blocked),
    obstacle: sentence(obstacle),
    keepsWords: true,
    // Words that have been typed stay on the page.
    covers: !blocked || reason !== '',
  }
}

/** The near days, of which tomorrow is chosen until another is, and what was typed. */
export function dayChoices({ texts }: Pick<Deps, 'texts'>, { language }: Actor, form: Form) {
  const chosen = text(form, 'when') || '1'
  return {
    days: nearDays.map(one => ({
      code: one,
      label: texts(language, `follow_up.in.${one}`),
      checked: one === chosen,
    })),
    due: text(form, 'due'),
  }
}
