import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Point, Series } from '../series/series'
import { listPoints } from '../series/seriesStore'
import { formOf, text, type Form, type Problems } from '../web/form'
import { keepOpen } from '../web/page'
import { setMonth } from './changeTally'
import { requireTally } from './requireTally'
import { parseMonthNumber } from './tally'
import { formOfMonth, listedTallies, setNotice, tallyPage, tallyProblems } from './tallyPage'

const reader = allow('coordinator', 'admin')

/** Numbers of months that the organisation counts itself, and that come without cases. */
export function tallyRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()

  router.get('/tallies', reader, async (req, res) => {
    const { language, role } = actorOf(res)
    res.render('tallies/list', {
      title: texts(language, 'tally.title'),
      tallies: await listedTallies(db, language),
      mayEnter: role === 'coordinator',
      removed: formOf(req.query).removed !== undefined,
    })
  })

  router.get('/tallies/:id', reader, async (req, res) => {
    const query = formOf(req.query)
    const tally = await requireTally(db, req.params.id)
    const points = await listPoints(db, tally.id)
    const form = formOfMonth(points, text(query, 'month'), today().month)
    const notice = setNotice({ language: actorOf(res).language, texts }, points, text(query, 'set'))
    res.render('tallies/show', { ...page(res, { tally, points }, form), notice })
  })

  router.post('/tallies/:id/months', allow('coordinator'), async (req, res) => {
    const form = formOf(req.body)
    const tally = await requireTally(db, req.params.id)
    const number = parseMonthNumber(form, today().month)
    if (!number.ok) {
      const points = await listPoints(db, tally.id)
      return res.status(422).render('tallies/show', page(res, { tally, points }, form, number.problems))
    }
    await setMonth(db, actorOf(res), tally.id, number.value, today())
    res.redirect(303, `/tallies/${tally.id}?set=${number.value.month}`)
  })

  return router

  function page(res: Response, read: { tally: Series; points: Point[] }, form: Form, problems?: Problems) {
    const actor = actorOf(res)
    const shown = tallyPage(actor, read, form)
    if (shown.mayEnter) keepOpen(res)
    const { language } = actor
    return {
      sheet: 'report',
      covers: shown.mayEnter,
      ...shown,
      ...tallyProblems({ language, texts }, form, problems),
    }
  }

  function today() {
    return todayOf(clock, config.timeZone)
  }
}
