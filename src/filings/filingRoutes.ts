import { Router, type Response } from 'express'
import { listEntries } from '../audit/auditStore'
import { actorOf, allow } from '../auth/guards'
import { parseMonth, type Month } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Reading } from '../reports/reportPage'
import { listPseudonyms } from '../users/userStore'
import { NotFound } from '../web/errors'
import { formOf } from '../web/form'
import { fileMonth, type Filed } from './fileMonth'
import { hasItsContent, isEntryOf } from './filingEntry'
import { addressOf, filingPage, titleOf } from './filingPage'
import { filingSection } from './filingSection'
import { listRevisions, readMonth, type Filing } from './filingStore'

/** Months as they were filed: exact figures, for reading inside the organisation. */
export function filingRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()
  const reader = allow('coordinator', 'admin')

  router.post('/reports/:month/filings', allow('coordinator'), async (req, res) => {
    const month = parseMonth(req.params.month)
    if (!month) throw new NotFound()
    const filed = await fileMonth(db, actorOf(res).id, month, today())
    if (!filed.ok) return refuse(res, month, filed)
    res.redirect(303, `${addressOf(filed.value)}?filed`)
  })

  // Before the page, whose pattern it fits too.
  router.get('/reports/:month/filings/:revision.json', reader, async (req, res) => {
    const { filing } = await requireFiling(req.params)
    res.attachment(`tropa-${filing.month}-filed-${filing.revision}.json`)
    res.type('application/json; charset=utf-8').send(filing.content)
  })

  router.get('/reports/:month/filings/:revision', reader, async (req, res) => {
    const { filing, revisions } = await requireFiling(req.params)
    const [member] = await listPseudonyms(db, [filing.filedBy])
    const shown = {
      ...{ filing, revisions, whole: await isWhole(filing), now: await readMonth(db, filing.month) },
      pseudonym: member?.pseudonym ?? filing.filedBy,
    }
    const isNew = 'filed' in formOf(req.query)
    res.render('filings/filing', { sheet: 'report', isNew, ...filingPage(shown, reading(res)) })
  })

  return router

  async function refuse(res: Response, month: Month, refused: Exclude<Filed, { ok: true }>) {
    const { language } = actorOf(res)
    const values = refused.problem === 'same' ? { revision: refused.last } : {}
    const problem = texts(language, `filing.problem.${refused.problem}`, values)
    res.status(422).render('filings/refused', {
      sheet: 'report',
      title: titleOf(month, reading(res)),
      problems: [{ field: 'filing-heading', text: problem }],
      ...(await filingSection(db, month, today(), reading(res))),
    })
  }

  async function requireFiling(asked: Record<string, unknown>) {
    const month = parseMonth(asked.month)
    const revisions = month ? await listRevisions(db, month) : []
    const filing = revisions.find(one => String(one.revision) === asked.revision)
    if (!filing) throw new NotFound()
    return { filing, revisions }
  }

  /** Whether it still is what the audit log says was filed. */
  async function isWhole(filing: Filing): Promise<boolean> {
    const entries = await listEntries(db, 'month.filed')
    const entry = entries.find(one => one.number === filing.head.number)
    return hasItsContent(filing) && entry !== undefined && isEntryOf(filing, entry)
  }

  function reading(res: Response): Reading {
    return { language: actorOf(res).language, texts, today: today().day }
  }

  function today() {
    return todayOf(clock, config.timeZone)
  }
}
