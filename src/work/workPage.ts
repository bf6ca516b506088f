import { isConfirmedCoordinator, type Actor } from '../auth/actor'
import type { OpenStrongbox } from '../auth/unlock'
import { secondsOf, type Day } from '../calendar/month'
import { todayOf } from '../calendar/today'
import { filterAddress } from '../cases/caseFilter'
import type { HelpCase } from '../cases/caseStore'
import type { Deps } from '../deps'
import type { Reader } from '../entries/readEntries'
import { dueText } from '../followUps/dueText'
import { nameOf } from '../followUps/followUp'
import { feedItems } from '../feeds/refreshFeed'
import { updateFeed } from '../feeds/updateFeed'
import { isConfirmed } from '../handovers/isConfirmed'
import { countPool, countStranded } from '../handovers/workloadStore'
import { shortDayName } from '../language/dayNames'
import { labelOf, type Taxonomy } from '../taxonomy/taxonomy'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { listUndos } from '../undo/keepUndo'
import { offerOf } from '../undo/undoOffer'
import { readWork, type Step, type Work } from './readWork'
import { listUrgentInPool } from './workStore'

/** So many of the member's cases are shown; the list has them all. */
const pageSize = 50
const poolSize = 5
/** Of what can be taken back the latest: more would be in the way. */
const offers = 1

/** Somebody who looks at their work, with their strongbox, which is opened once. */
export interface Worker extends Reader {
  strongbox: () => Promise<OpenStrongbox>
}

/** What the page "My work" shows. */
export async function workPage(deps: Deps, worker: Worker, notices: string[] = []) {
  const { db, texts, clock, config } = deps
  const { actor } = worker
  const { language } = actor
  const today = todayOf(clock, config.timeZone).day
  const work = await readWork(deps, worker, { today, size: pageSize })
  const strongbox = await worker.strongbox()
  await updateFeed(db, { id: actor.id, pairs: strongbox.box }, feedItems(work.steps))
  const rows = rowMaker(deps, actor, await readTaxonomy(db), { work, today })
  const undos = await listUndos(db, strongbox, secondsOf(clock))
  const groups = (['overdue', 'today', 'week'] as const)
    .map(when => ({ when, steps: work.due[when] }))
    .filter(one => one.steps.length > 0)
  const n = work.othersCount
  const confirmed = await isConfirmed(deps, actor)
  return {
    title: texts(language, 'work.title'),
    confirmed,
    open: work.open,
    stranded: await strandedText(deps, actor),
    notices,
    undos: undos.slice(0, offers).map(undo => offerOf(texts, language, undo)),
    obstacle: work.obstacle && texts(language, `follow_up.obstacle.${work.obstacle}`),
    unconfirmed: work.obstacle === 'unconfirmed',
    groups: groups.map(({ when, steps }, i) => ({
      heading: texts(language, `work.${when}`, { n: steps.length }),
      steps: steps.map((step, j) => ({ ...rows.step(step), first: i + j === 0 })),
    })),
    heading: n > 0 && texts(language, groups.length > 0 ? 'work.others' : 'work.cases', { n }),
    rows: work.others.map(({ helpCase, next }, i) => ({
      ...rows.row(helpCase),
      next: next && dueText(texts, language, next.content.due, today),
      reason: next?.content.reason,
      sealed: work.sealed.some(one => one.id === helpCase.id),
      first: groups.length + i === 0,
    })),
    all:
      n > work.others.length ? filterAddress('/cases', { status: 'open', assigned_to: actor.id }) : undefined,
    pool: await poolOf(deps, actor, rows),
  }
}

/** That cases hang with those who have left, for whoever can hand them over. */
async function strandedText({ db, texts }: Deps, actor: Actor) {
  const n = isConfirmedCoordinator(actor) ? await countStranded(db) : 0
  return n > 0 && texts(actor.language, 'work.stranded', { n })
}

/** What coordinators see of the cases that nobody has. */
async function poolOf({ db, texts }: Deps, actor: Actor, rows: ReturnType<typeof rowMaker>) {
  if (!isConfirmedCoordinator(actor)) return undefined
  const n = await countPool(db)
  if (n === 0) return undefined
  return {
    heading: texts(actor.language, 'work.pool', { n }),
    rows: (await listUrgentInPool(db, poolSize)).map(one => rows.row(one)),
    all: filterAddress('/cases', { status: 'open', assigned_to: 'nobody' }),
  }
}

/** Puts cases and steps into the words of a row. */
function rowMaker(
  { texts }: Pick<Deps, 'texts'>,
  { language }: Actor,
  taxonomy: Taxonomy,
  { work, today }: { work: Work; today: Day },
) {
  const label = (field: string, code: string) => labelOf(taxonomy, field, code, language)
  return {
    row: (one: HelpCase) => ({
      code: one.code,
      what: [label('category', one.category), ...one.needs.map(need => label('need', need))].join(' · '),
      status: one.status,
      statusName: label('status', one.status),
      urgent: one.urgency === 'day' && one.status !== 'closed',
      changed: changedText(work.latest.get(one.id)),
    }),
    step({ id, content: { due, reason }, helpCase }: Step) {
      const name = nameOf({ code: helpCase.code, id })
      return { ...this.row(helpCase), name, reason, due: dueText(texts, language, due, today) }
    },
  }

  function changedText(day: Day | 'sealed' | undefined): string {
    if (day === undefined) return ''
    if (day === 'sealed') return texts(language, 'work.changed_unknown')
    return texts(language, 'work.changed', { day: shortDayName(language, day, today) })
  }
}
