import BetterSqlite3 from 'better-sqlite3'
import { Router, type Express } from 'express'
import { allow } from '../../src/auth/guards'
import type { Dimension } from '../../src/counts/count'
import { dimensionOf, type Breakdown } from '../../src/reports/breakdown'
import type { Period } from '../../src/reports/period'

/**
 * What a report is measured against: a page of the same application, behind the same guard, with an empty body, that
 * reads the rows of `counts` a report reads, by better-sqlite3 alone and by a statement that is prepared.
 */
export function addBarePage(app: Express, file: string, period: Period): void {
  const sqlite = new BetterSqlite3(file, { readonly: true })
  const read = sqlite.prepare(`
    SELECT month, category, dimension, value, n FROM counts
    WHERE dimension = ? AND month >= ? AND month <= ? AND n > 0 ORDER BY month, category, value`)
  const router = Router()
  router.get('/bare', allow('coordinator'), (req, res) => {
    const dimensions = dimensionsOf(req.query.by as Breakdown)
    const rows = dimensions.flatMap(dimension => read.all(dimension, period.from, period.to))
    // A template that is empty as long as there is nothing wrong.
    res.render('parts/errorSummary', { title: String(rows.length), sheet: 'report' })
  })
  app.use(router)
  standBesideReports(app)
}

/** What a report reads: the requests, the breakdown's own rows, and those behind its notes and first answers. */
function dimensionsOf(by: Breakdown): Dimension[] {
  return [
    ...new Set<Dimension>(['total', dimensionOf(by), 'left_out', 'look_alike', 'reopened', 'first_response']),
  ]
}

interface Layer {
  handle: { stack?: { route?: { path: string } }[] }
}

/** Moves the last router of an application to where that of the reports is, so that a request to either passes the same. */
function standBesideReports(app: Express): void {
  const { stack } = app.router as unknown as { stack: Layer[] }
  const bare = stack.pop()!
  const reports = stack.findIndex(({ handle }) =>
    handle.stack?.some(({ route }) => route?.path === '/reports'),
  )
  stack.splice(reports, 0, bare)
}
