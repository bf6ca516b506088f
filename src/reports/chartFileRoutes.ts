import { Router, type Request, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { todayOf } from '../calendar/today'
import { pngOf } from '../charts/png'
import { fileLayout, svgOf } from '../charts/svg'
import type { Deps } from '../deps'
import { NotFound } from '../web/errors'
import { formOf } from '../web/form'
import { defaultPeriod } from './period'
import { parseQuestion } from './question'
import { reportChart } from './reportChart'
import { parseChartForm } from './reportFilters'
import { countedCategories, readCounted, readReport } from './reportStore'

/** Twice the size of the drawing: sharp on a phone, and still small enough to send over Tor. */
const pngWidth = 1536

/** The chart of a report as a file. Its figures are exact, and it says on its face that they are internal. */
export function chartFileRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()
  const reader = allow('coordinator', 'admin')

  router.get('/reports/chart.svg', reader, async (req, res) => {
    const svg = await chartOf(req, res)
    if (svg === undefined) return backToReport(req, res)
    res.attachment('chart.svg').send(svg)
  })

  router.get('/reports/chart.png', reader, async (req, res) => {
    const svg = await chartOf(req, res)
    if (svg === undefined) return backToReport(req, res)
    res.attachment('chart.png').send(await pngOf(svg, pngWidth))
  })

  return router

  /** Undefined for a question that cannot be answered. */
  async function chartOf(req: Request, res: Response): Promise<string | undefined> {
    const form = formOf(req.query)
    const counted = await readCounted(db, todayOf(clock, config.timeZone).month)
    if (!counted) throw new NotFound()
    const question = parseQuestion(form, defaultPeriod(counted.totals), countedCategories(counted))
    if (!question.ok) return undefined
    const report = await readReport(db, counted, question.value)
    const { language } = actorOf(res)
    const wording = { language, texts, taxonomy: report.taxonomy }
    const chart = reportChart(report, parseChartForm(form), wording)
    if (!chart) throw new NotFound()
    const caption = [chart.caption, ...chart.notes].join(' ')
    return svgOf(chart.drawing, fileLayout, { title: chart.title, description: chart.description, caption })
  }

  /** Where the same question is told what is wrong with it. */
  function backToReport(req: Request, res: Response): void {
    res.redirect(303, req.originalUrl.replace(/^[^?]*/, '/reports'))
  }
}
