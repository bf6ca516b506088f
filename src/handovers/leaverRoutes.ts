import { Router, type Response } from 'express'
import type { Actor } from '../auth/actor'
import { actorOf, allow } from '../auth/guards'
import { secondStep } from '../auth/secondStep'
import { keyHolder, unlock } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { requireTrust } from '../readers/trust'
import { keepUndo } from '../undo/keepUndo'
import type { UndoableHandover } from '../undo/undo'
import { offerOf } from '../undo/undoOffer'
import { listPseudonyms } from '../users/userStore'
import { wipe } from '../vault/encryption'
import { describe, NotFound } from '../web/errors'
import { formOf, text, texts as several, type Form } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { sendInParts } from '../web/pageInParts'
import { routeOf } from '../web/route'
import { choosesFromList } from './assignmentForm'
import { handOverAll } from './handOverAll'
import type { MovedCase } from './moveLot'
import { progressLines } from './progressLines'
import { listChoices } from './takerChoices'
import { leaverPage, workloadPage } from './workloadPage'
import { findWorkload, type Workload } from './workloadStore'

/** Who has how many cases, and handing over all of somebody who leaves. */
export function leaverRoutes(deps: Deps): Router {
  const { db, anchor, texts, clock, config, log } = deps
  const router = Router()
  const coordinator = allow('coordinator')
  const stepped = secondStep(clock)

  router.get('/handovers', coordinator, stepped, async (_req, res) => {
    requireConfirmed(res)
    res.render('handovers/list', await workloadPage(deps, actorOf(res)))
  })

  router.get('/handovers/:id', coordinator, stepped, async (req, res) => {
    const member = await requireMember(res, req.params.id)
    res.render('handovers/leaver', await leaverPage(deps, actorOf(res), member))
  })

  router.post('/handovers/:id', coordinator, stepped, async (req, res) => {
    const actor = actorOf(res)
    const member = await requireMember(res, req.params.id)
    const form = formOf(req.body)
    const to = await parseTakers(res, member, form)
    if (!to) {
      const page = await leaverPage(deps, actor, member, form)
      const problems = shownProblems(res.locals as Page, texts, { people: 'leaver.nobody_chosen' })
      return res.status(422).render('handovers/leaver', { ...page, ...problems })
    }
    // What would refuse all of it does so while there is still a page to say why.
    await requireTrust(db, anchor)
    const writer = { actor, holder: await keyHolder(db, res) }
    const order = { from: member.id, to }
    const moved: MovedCase[] = []
    // The window may be closed in the middle, and what is handed over by then can be taken back still.
    const { memberKey } = await unlock(db, res)
    const keeper = { userId: actor.id, memberKey: Uint8Array.from(memberKey) as typeof memberKey }
    const title = texts(actor.language, 'leaver.title', { name: member.pseudonym })
    await sendInParts(res, 'handovers/progress', { title, id: member.id }, async send => {
      const line = progressLines(send, values => texts(actor.language, 'leaver.progress', values))
      const progress = async (done: number, all: number, some: MovedCase[]) => {
        moved.push(...some)
        await line(done, all, some)
      }
      const gone = () => res.closed
      const today = todayOf(clock, config.timeZone)
      try {
        const n = await handOverAll(deps, writer, order, today, { progress, gone })
        const shares = await sharesOf(actor, moved)
        await send('handovers/done', { text: texts(actor.language, 'leaver.done', { n }), shares })
      } catch (error) {
        // With the page half sent there is no other place to say so.
        if (!gone()) log({ event: 'failed', route: routeOf(req), ...describe(error) })
        await send('handovers/stopped', { id: member.id })
      }
      if (moved.length > 0) {
        const undo = undoOfAll(member.id, moved)
        const id = await keepUndo(db, keeper, undo, secondsOf(clock))
        await send('undo/offer', offerOf(texts, actor.language, { id, ...undo }))
      }
    }).finally(() => wipe(keeper.memberKey))
  })

  return router

  /** Handing over reaches every case, so a coordinator whom no epoch names does not. */
  function requireConfirmed(res: Response): void {
    if (!choosesFromList(actorOf(res))) throw new NotFound()
  }

  async function requireMember(res: Response, id: unknown): Promise<Workload> {
    requireConfirmed(res)
    const member = await findWorkload(db, String(id))
    if (!member || (!member.takesCases && member.open === 0)) throw new NotFound()
    return member
  }

  /** Nobody for the pool; undefined when nobody was chosen who can take cases. */
  async function parseTakers(res: Response, member: Workload, form: Form): Promise<string[] | undefined> {
    if (text(form, 'to') === 'pool') return []
    const people = several(form, 'people')
    const choices = await listChoices(deps, actorOf(res), { but: member.id, chosen: people })
    const chosen = choices.filter(one => one.checked).map(one => one.id)
    return chosen.length > 0 ? chosen : undefined
  }

  /** How many each new holder has got. */
  async function sharesOf({ language }: Actor, moved: MovedCase[]): Promise<string[]> {
    const holders = [...new Set(moved.flatMap(one => one.assigned_to ?? []))]
    if (holders.length === 0) return []
    const names = await listPseudonyms(db, holders)
    return names
      .sort((one, other) => (one.pseudonym < other.pseudonym ? -1 : 1))
      .map(({ id, pseudonym: name }) =>
        texts(language, 'leaver.share', { name, n: moved.filter(one => one.assigned_to === id).length }),
      )
  }
}

function undoOfAll(from: string, moved: MovedCase[]): UndoableHandover {
  return {
    ...{ undoing: 'leaver', from },
    moved: moved.map(({ id, version, position }) => [id, version, position]),
  }
}
