import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { formOf, text, type Form, type Problems } from '../web/form'
import { keepOpen } from '../web/page'
import { typedSource } from './fileText'
import { importSeries } from './importSeries'
import { readSeries } from './readSeries'
import { parseSeriesDraft } from './seriesDraft'
import { pastedProblem, seriesFormPage } from './seriesFormPage'
import { mostPoints } from './seriesLimits'

/** Pasting a series: a few numbers that somebody copied out. Large files come in by the command line. */
export function seriesFormRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()
  const keeper = allow('coordinator')

  router.get('/series/new', keeper, (_req, res) => show(res, 200, {}))

  router.post('/series', keeper, async (req, res) => {
    const form = formOf(req.body)
    const { id: actor, language } = actorOf(res)
    const draft = parseSeriesDraft(form)
    const read = await readPasted(text(form, 'points'))
    if (!draft.ok || !read.ok) {
      return show(res, 422, form, {
        ...(!draft.ok && inWords(res, draft.problems)),
        ...(!read.ok && { points: pastedProblem({ language, texts }, read.problems, read.more) }),
      })
    }
    const { day } = todayOf(clock, config.timeZone)
    const content = { draft: draft.value, ...read.value, replace: text(form, 'replace') !== '' }
    const saved = await importSeries(db, content, { day, actor })
    if (!saved) return show(res, 422, form, inWords(res, { name_en: 'series.problem.taken' }))
    res.redirect(303, `/series/${saved.id}?${saved.replaced ? 'replaced' : 'saved'}`)
  })

  return router

  /** Reading odd lines by the ten thousand would hold up everybody; no series has so many. */
  function readPasted(points: string): ReturnType<typeof readSeries> {
    if (points.split('\n').length <= 2 * mostPoints)
      return readSeries(typedSource(points), new Map(), 'plain')
    const problem = { key: 'series.problem.too_many_points', values: { most: mostPoints } }
    return Promise.resolve({ ok: false, problems: [problem], more: 0 })
  }

  function show(res: Response, status: number, form: Form, problem?: Problems): void {
    keepOpen(res)
    const page = seriesFormPage({ language: actorOf(res).language, texts }, form, problem)
    res.status(status).render('series/new', { ...page, covers: true, keepsWords: true })
  }

  function inWords(res: Response, problems: Problems): Problems {
    const { language } = actorOf(res)
    return Object.fromEntries(Object.entries(problems).map(([field, key]) => [field, texts(language, key)]))
  }
}
