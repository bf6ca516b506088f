import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder, unlock } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import { findCase } from '../cases/caseStore'
import type { Deps } from '../deps'
import type { Writer } from '../entries/entry'
import { choosesFromList } from '../handovers/assignmentForm'
import { progressLines } from '../handovers/progressLines'
import { takeBackAll } from '../handovers/takeBackAll'
import { requireTrust } from '../readers/trust'
import { listPseudonyms } from '../users/userStore'
import { KeysWiped } from '../vault/encryption'
import { describe } from '../web/errors'
import { sendInParts } from '../web/pageInParts'
import { routeOf } from '../web/route'
import { takeUp } from './keepUndo'
import type { UndoableHandover } from './undo'
import { undoChange } from './undoChange'
import { undonePage } from './undoPage'

/** Taking back what was done within the last ten minutes. */
export function undoRoutes(deps: Deps): Router {
  const { db, anchor, texts, clock, config, log } = deps
  const router = Router()

  router.post('/undo/:id', allow('volunteer', 'coordinator'), async (req, res) => {
    const actor = actorOf(res)
    const writer = { actor, holder: await keyHolder(db, res) }
    const order = { id: String(req.params.id), now: secondsOf(clock) }
    const done = await takeUp(db, await unlock(db, res), order, async kept => {
      if (kept.undoing === 'leaver') return takeBack(res, writer, kept)
      return { kept, result: await undoChange(deps, writer, kept, todayOf(clock, config.timeZone)) }
    }).catch((error: unknown) => {
      if (!res.headersSent) throw error
      // With the page half sent there is no other place to say so.
      if (!(error instanceof KeysWiped)) log({ event: 'failed', route: routeOf(req), ...describe(error) })
    })
    if (res.headersSent) return
    if (!done) {
      // Somebody else's looks the same; so does a button that was pressed twice.
      return res.status(404).render('undo/gone', { title: texts(actor.language, 'undo.gone.title') })
    }
    const { kept, result } = done
    const [first] = result.undone
    const single = first && kept.cases.length === 1 && (await findCase(db, actor, first.code))
    if (single) return res.redirect(303, `/cases/${first.code}?undone`)
    const page = await undonePage(deps, actor, kept.undoing, result)
    res.status(result.left.length > 0 ? 409 : 200).render('undo/done', page)
  })

  return router

  /** There may be thousands of them, so the page tells how far it is. */
  async function takeBack(res: Response, writer: Writer, kept: UndoableHandover & { id: string }) {
    const { language } = writer.actor
    // Giving cases to others, as this does, is for those who could have handed them over.
    if (!choosesFromList(writer.actor)) return undefined
    await requireTrust(db, anchor)
    const [member] = await listPseudonyms(db, [kept.from])
    let failure: Error | undefined
    await sendInParts(res, 'undo/progress', { title: texts(language, 'undo.title') }, async send => {
      const progress = progressLines(send, values => texts(language, 'leaver.progress', values))
      try {
        const today = todayOf(clock, config.timeZone)
        const { back, stay } = await takeBackAll(deps, writer, kept, today, { progress })
        const name = member?.pseudonym ?? ''
        await send('handovers/done', {
          text: texts(language, 'undo.back', { n: back, name }),
          shares: stay > 0 && [texts(language, 'undo.stay', { n: stay })],
        })
      } catch (error) {
        failure = error as Error
        await send('undo/offer', { id: kept.id, text: texts(language, 'undo.stopped') })
      }
    })
    if (failure) throw failure
    return undefined
  }
}
