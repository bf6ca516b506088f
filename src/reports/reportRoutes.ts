import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { addMonths, parseMonth, type Month } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { NotFound } from '../web/errors'
import { formOf, type Form, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { defaultPeriod, oneMonth, overlap, parsePeriod } from './period'
import { laterMonth, monthPage, parseChartForm, reportFilters, reportPage, type Reading } from './reportPage'
import { readCounted, readReport, reportable, type Counted, type Report } from './reportStore'

/** Exact figures, for reading inside: nothing here can be downloaded as a file. */
export function reportRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()
  const reader = allow('coordinator', 'admin')

  router.get('/reports', reader, async (req, res) => {
    const form = formOf(req.query)
    const counted = await readCounted(db, today().month)
    if (!counted) return res.render('reports/empty', emptyPage(res))
    const period = parsePeriod(form, defaultPeriod(counted.totals))
    if (!period.ok)
      return res.status(422).render('reports/period', problemPage(res, counted, form, period.problems))
    const report = await readReport(db, counted, period.value)
    res.render('reports/period', {
      title: texts(actorOf(res).language, 'report.title'),
      filters: reportFilters(counted, form, period.value, reading(res)),
      ...reportPage(report, period.value, parseChartForm(form), reading(res)),
      later: laterMonth(counted, form, period.value, reading(res)),
      possible: possibleRepeats(res, report, period.value.to),
    })
  })

  router.get('/reports/:month', reader, async (req, res) => {
    const month = parseMonth(req.params.month)
    const counted = await readCounted(db, today().month)
    if (!month || !counted) throw new NotFound()
    const neighbours = overlap({ from: addMonths(month, -1), to: addMonths(month, 1) }, reportable(counted))
    const report = await readReport(db, counted, oneMonth(month))
    const page = neighbours && monthPage(report, month, neighbours, reading(res))
    if (!page) throw new NotFound()
    res.render('reports/month', { ...page, possible: possibleRepeats(res, report, month) })
  })

  return router

  /** The month in which to look through requests that look alike, for whoever sees the cases. */
  function possibleRepeats(res: Response, { alike }: Report, month: Month): Month | undefined {
    return alike > 0 && actorOf(res).role === 'coordinator' ? month : undefined
  }

  function problemPage(res: Response, counted: Counted, form: Form, problems: Problems) {
    return {
      title: texts(actorOf(res).language, 'report.title'),
      filters: reportFilters(counted, form, defaultPeriod(counted.totals), reading(res)),
      ...shownProblems(res.locals as Page, texts, problems),
    }
  }

  function emptyPage(res: Response) {
    const { language, role } = actorOf(res)
    return { title: texts(language, 'report.title'), mayLog: role === 'coordinator' }
  }

  function reading(res: Response): Reading {
    return { language: actorOf(res).language, texts, today: today().day }
  }

  function today() {
    return todayOf(clock, config.timeZone)
  }
}
