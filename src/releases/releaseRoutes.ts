import { Router, type Response } from 'express'
import { listAudit } from '../audit/auditStore'
import { actorOf, allow } from '../auth/guards'
import { secondStep } from '../auth/secondStep'
import { addMonths, monthsBetween, parseMonth, type Month } from '../calendar/month'
import { todayOf } from '../calendar/today'
import { findCountedPeriod } from '../counts/countStore'
import type { Deps } from '../deps'
import { monthName } from '../language/monthNames'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { NotFound } from '../web/errors'
import { formOf, text, type Form, type Parsed, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { AuditFailed } from './auditReleases'
import { closeMonths } from './closeMonths'
import { firstOpenMonth } from './ledger'
import { makeRelease } from './makeRelease'
import { leastShown, menu } from './menu'
import { choices, closingMessage, figureTable, logRows, releaseRows } from './releasePage'
import { listFrozenMonths, listReleases } from './releaseStore'
import { takeFile } from './takeFile'

export function releaseRoutes(deps: Deps): Router {
  const { db, texts } = deps
  const router = Router()
  const stepped = secondStep(deps.clock)

  router.get('/releases', allow('admin'), stepped, async (req, res) => {
    res.render('releases/list', await listPage(res, formOf(req.query)))
  })

  router.get('/releases/closures', allow('admin'), stepped, async (req, res) => {
    const query = formOf(req.query)
    const months = await closableMonths()
    const through = months.find(month => month === text(query, 'through'))
    if (!through) return refuse(res, query, { through: 'release.problem.through' })
    const { language } = actorOf(res)
    const closing = months.filter(month => month <= through)
    res.render('releases/close', {
      title: texts(language, 'release.check.title', { n: closing.length }),
      through,
      n: closing.length,
      months: closing.map(month => monthName(language, month)),
    })
  })

  router.post('/releases/closures', allow('admin'), stepped, async (req, res) => {
    const form = formOf(req.body)
    const through = parseMonth(text(form, 'through'))
    if (!through) return refuse(res, form, { through: 'release.problem.through' })
    const closing = await checked('through', () => closeMonths(db, today(), through, actorOf(res).id))
    if (!closing.ok) return refuse(res, form, closing.problems)
    res.redirect(303, `/releases?closed=${through}`)
  })

  router.post('/releases', allow('admin'), stepped, async (req, res) => {
    const form = formOf(req.body)
    const [from, to] = [parseMonth(text(form, 'from')), parseMonth(text(form, 'to'))]
    const asked = { ...(from && { from }), ...(to && { to }) }
    const made = await checked('from', () => makeRelease(db, texts, today(), asked, actorOf(res).id))
    if (!made.ok) return refuse(res, form, made.problems)
    res.redirect(303, `/releases?made=${made.value.id}`)
  })

  router.get('/releases/:id/:file', allow('admin'), stepped, async (req, res) => {
    const { id, file: name } = req.params as { id: string; file: string }
    const file = await takeFile(db, today(), id, name, actorOf(res).id)
    if (!file) throw new NotFound()
    res.attachment(file.name)
    res.type(file.name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
    res.send(file.content)
  })

  return router

  async function refuse(res: Response, form: Form, problems: Problems) {
    const page = await listPage(res, form)
    res
      .status(422)
      .render('releases/list', { ...page, ...shownProblems(res.locals as Page, texts, problems) })
  }

  async function listPage(res: Response, form: Form) {
    const { language } = actorOf(res)
    const reader = { language, texts, taxonomy: await readTaxonomy(db) }
    const ledger = await listFrozenMonths(db)
    const open = await closableMonths()
    const [starts, ends] = [ledger.map(frozen => frozen.from), ledger.map(frozen => frozen.month)]
    const closed = parseMonth(text(form, 'closed'))
    const counted = await findCountedPeriod(db)
    const firstOpen = firstOpenMonth(ledger) ?? counted?.from
    // Closing cannot be undone, so empty months after the last figures are not offered first.
    const usual = open.findLast(month => counted && month <= counted.to) ?? open.at(-1)
    return {
      title: texts(language, 'release.title'),
      base: menu.base,
      limit: leastShown(menu),
      message: closed && firstOpen && closed < today().month && closingMessage(reader, closed, firstOpen),
      throughChoices: choices(reader, open, text(form, 'through'), usual),
      nextMonth: ledger.length > 0 && firstOpen && monthName(language, firstOpen),
      fromChoices: choices(reader, starts, text(form, 'from'), starts[0]),
      toChoices: choices(reader, ends, text(form, 'to'), ends.at(-1)),
      figures: ledger.length > 0 && figureTable(reader, ledger),
      releases: releaseRows(reader, await listReleases(db), text(form, 'made')),
      log: logRows(reader, await listAudit(db, ['month.closed', 'release.made', 'release.downloaded'], 50)),
    }
  }

  /** The months that are over and not closed yet, from the first that has requests. */
  async function closableMonths(): Promise<Month[]> {
    const first = firstOpenMonth(await listFrozenMonths(db)) ?? (await findCountedPeriod(db))?.from
    return first ? monthsBetween(first, addMonths(today().month, -1)) : []
  }

  function today() {
    return todayOf(deps.clock, deps.config.timeZone)
  }
}

/** A failed audit is shown as a problem of the form: the admin must hear that nothing was published, and why. */
async function checked<T>(field: string, act: () => Promise<Parsed<T>>): Promise<Parsed<T>> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof AuditFailed) return { ok: false, problems: { [field]: 'release.problem.audit' } }
    throw error
  }
}
