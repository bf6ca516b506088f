import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { addMonths, parseMonth, type Month } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { filingSection } from '../filings/filingSection'
import { sinceInPeriod } from '../filings/sinceInPeriod'
import { readBeside, seriesBeside } from '../series/seriesBeside'
import { listSeries } from '../series/seriesStore'
import { NotFound } from '../web/errors'
import { formOf, text, type Form, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { defaultPeriod, monthsOf, oneMonth, overlap } from './period'
import { parseQuestion, plainQuestion } from './question'
import { countIn } from './records'
import { parseChartForm, reportFilters } from './reportFilters'
import { laterMonth, monthPage, reportPage, type Reading } from './reportPage'
import {
  countedCategories,
  readCounted,
  readReport,
  readTrend,
  reportable,
  type Counted,
  type Report,
} from './reportStore'

/** What a month's page tells requests apart by, beside the category. */
const monthParts = ['need', 'place'] as const

/** Exact figures, for reading inside the organisation. */
export function reportRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()
  const reader = allow('coordinator', 'admin')

  router.get('/reports', reader, async (req, res) => {
    const form = formOf(req.query)
    const counted = await readCounted(db, today().month)
    if (!counted) return res.render('reports/empty', emptyPage(res))
    const question = parseQuestion(form, defaultPeriod(counted.totals), countedCategories(counted))
    if (!question.ok)
      return res.status(422).render('reports/period', problemPage(res, counted, form, question.problems))
    const { period, by, of } = question.value
    const series = await listSeries(db)
    const report = await readReport(db, counted, question.value)
    res.render('reports/period', {
      sheet: 'report',
      title: texts(actorOf(res).language, 'report.title'),
      filters: reportFilters(counted, { ...form, by, category: of ?? '' }, period, series, reading(res)),
      ...reportPage(report, parseChartForm(form), reading(res)),
      beside: await beside(report, text(form, 'series'), reading(res)),
      sinceFiling: await sinceInPeriod(db, period, counted.totals, reading(res)),
      later: laterMonth(counted, form, period, reading(res)),
      possible: possibleRepeats(res, report, period.to),
    })
  })

  router.get('/reports/:month', reader, async (req, res) => {
    const month = parseMonth(req.params.month)
    const counted = await readCounted(db, today().month)
    if (!month || !counted) throw new NotFound()
    const neighbours = overlap({ from: addMonths(month, -1), to: addMonths(month, 1) }, reportable(counted))
    const report = await readReport(db, counted, plainQuestion(oneMonth(month)))
    const around = await readReport(db, counted, plainQuestion({ from: addMonths(month, -12), to: month }))
    const parts = await Promise.all(monthParts.map(by => readTrend(db, counted, { ...report.question, by })))
    const page = neighbours && monthPage({ report, around, parts }, neighbours, reading(res))
    if (!page) throw new NotFound()
    res.render('reports/month', {
      ...page,
      sheet: 'report',
      possible: possibleRepeats(res, report, month),
      ...(await filingSection(db, month, today(), reading(res))),
    })
  })

  return router

  /** The month in which to look through requests that look alike, for whoever sees the cases. */
  function possibleRepeats(res: Response, { alike }: Report, month: Month): Month | undefined {
    return alike > 0 && actorOf(res).role === 'coordinator' ? month : undefined
  }

  /** A series that was asked for beside the trend, with axes of its own; nothing is added to it. */
  async function beside({ records, trend: { period } }: Report, id: string, reader: Reading) {
    const shown = period && id !== '' ? await readBeside(db, id, period) : undefined
    if (!period || !shown) return undefined
    const own = monthsOf(period).map(month => ({ month, count: countIn(records, null, oneMonth(month)) }))
    return seriesBeside(reader, shown, { period, own })
  }

  function problemPage(res: Response, counted: Counted, form: Form, problems: Problems) {
    return {
      sheet: 'report',
      title: texts(actorOf(res).language, 'report.title'),
      filters: reportFilters(counted, form, defaultPeriod(counted.totals), [], reading(res)),
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
