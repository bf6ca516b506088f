import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { removeSeries, requireContext } from './removeSeries'
import { seriesPage, seriesRows, type Reader } from './seriesPage'
import { listExtents, listPoints, listSeries } from './seriesStore'

/** Public series of others', to be read, and taken away. */
export function seriesRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()
  const reader = allow('coordinator', 'admin')
  const keeper = allow('coordinator')

  router.get('/series', reader, async (req, res) => {
    const { language, role } = actorOf(res)
    res.render('series/list', {
      sheet: 'report',
      title: texts(language, 'series.title'),
      rows: seriesRows(readingOf(res), await listSeries(db, 'context'), await listExtents(db)),
      keeper: role === 'coordinator',
      removed: req.query.removed !== undefined,
    })
  })

  router.get('/series/:id', reader, async (req, res) => {
    const { language, role } = actorOf(res)
    const series = await requireContext(db, req.params.id)
    const done = ['saved', 'replaced'].find(one => req.query[one] !== undefined)
    res.render('series/show', {
      sheet: 'report',
      title: texts(language, 'series.one'),
      ...seriesPage(readingOf(res), series, await listPoints(db, series.id)),
      keeper: role === 'coordinator',
      notice: done && texts(language, `series.done.${done}`),
    })
  })

  router.get('/series/:id/removal', keeper, async (req, res) => {
    const { language } = actorOf(res)
    const { id, name } = await requireContext(db, req.params.id)
    res.render('series/remove', { title: texts(language, 'series.remove.title'), id, name: name[language] })
  })

  router.post('/series/:id/removal', keeper, async (req, res) => {
    const { day } = todayOf(clock, config.timeZone)
    await removeSeries(db, req.params.id, { day, actor: actorOf(res).id })
    res.redirect(303, '/series?removed')
  })

  return router

  function readingOf(res: Response): Reader {
    return { language: actorOf(res).language, texts }
  }
}
