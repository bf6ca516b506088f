import type { Actor } from '../auth/actor'
import type { Deps } from '../deps'
import { texts as several, type Form } from '../web/form'
import { listChoices } from './takerChoices'
import { countPool, listWorkloads, type Workload } from './workloadStore'

type Parts = Pick<Deps, 'db' | 'anchor' | 'texts'>

/** How many open cases everybody has; those who cannot work on theirs any more stand first. */
export async function workloadPage({ db, texts }: Parts, { language }: Actor) {
  const members = (await listWorkloads(db)).map(one => ({ ...one, ended: endedText(one) }))
  const pool = await countPool(db)
  return {
    title: texts(language, 'workload.title'),
    members: [...members.filter(one => one.ended), ...members.filter(one => !one.ended)],
    pool: pool > 0 && texts(language, 'workload.pool', { n: pool }),
  }

  function endedText({ takesCases, state }: Workload): string | undefined {
    if (takesCases) return undefined
    return texts(language, state === 'disabled' ? 'workload.ended' : 'workload.admin')
  }
}

/** What the page asks that hands over all open cases of one member. */
export async function leaverPage(parts: Parts, actor: Actor, member: Workload, form: Form = {}) {
  const { texts } = parts
  const { language } = actor
  return {
    title: texts(language, 'leaver.title', { name: member.pseudonym }),
    id: member.id,
    open: member.open,
    count: texts(language, 'leaver.count', { n: member.open }),
    choices: await listChoices(parts, actor, { but: member.id, chosen: several(form, 'people') }),
  }
}
