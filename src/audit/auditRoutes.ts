import { Router } from 'express'
import { actorOf, allow } from '../auth/guards'
import type { Deps } from '../deps'
import { listMembers } from '../users/userStore'
import { formOf, text, type Form } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { olderAddress, parseAuditCursor, parseAuditFilter } from './auditFilter'
import { listAuditPage, type AuditFilter } from './auditListStore'
import { auditRows, chainState, filterChoices, headAnswer, readerOf, typedHead } from './auditPage'
import { findHash, findHead, verifyChain } from './auditStore'
import { chainStart, type ChainHead } from './chain'
import type { Reader } from './entryText'
import { lacksRemembered } from './watchAudit'
import type { WrittenHead } from './writtenHead'

const pageSize = 50

/** A page verifies this many entries, which takes about a tenth of a second; `tropa verify` all. */
const mostVerified = 20_000

export function auditRoutes({ db, texts, auditAnchor }: Pick<Deps, 'db' | 'texts' | 'auditAnchor'>): Router {
  const router = Router()

  router.get('/audit', allow('coordinator', 'admin'), async (req, res) => {
    const query = formOf(req.query)
    const reader = readerOf(actorOf(res).language, texts, await listMembers(db))
    const { undatable, ...filter } = parseAuditFilter(query)
    const problems = undatable ? { dated: 'audit.problem.dated' } : {}
    res.status(undatable ? 422 : 200).render('audit/list', {
      ...(await listPart(reader, query, filter)),
      ...(await chainPart(reader, typedHead(query))),
      typed: { dated: text(query, 'dated'), number: text(query, 'number'), words: text(query, 'words') },
      ...shownProblems(res.locals as Page, texts, problems),
    })
  })

  return router

  async function listPart(reader: Reader, query: Form, filter: AuditFilter) {
    const { page, before } = parseAuditCursor(query)
    const entries = await listAuditPage(db, filter, before, pageSize + 1)
    const title = page > 1 ? 'audit.title_page' : 'audit.title'
    return {
      title: texts(reader.language, title, { page }),
      filtered: Object.values(filter).some(value => value !== undefined),
      filters: filterChoices(reader, query),
      rows: auditRows(reader, entries.slice(0, pageSize)),
      first: page > 1 ? '/audit' : undefined,
      next: entries.length > pageSize ? olderAddress(query, page, entries[pageSize - 1]!) : undefined,
    }
  }

  async function chainPart(reader: Reader, written: WrittenHead | undefined) {
    const from = written ? chainStart : await newestStart()
    const verified = await verifyChain(db, from)
    const forgotten = await lacksRemembered(db, auditAnchor)
    return {
      ...chainState(reader, verified, from.number),
      ...(forgotten && verified.ok ? { broken: texts(reader.language, 'audit.forgotten') } : {}),
      answer: written && headAnswer(reader, written, await findHash(db, written.number), verified),
    }
  }

  /** Where the newest entries begin, so many that verifying them keeps nobody waiting. */
  async function newestStart(): Promise<ChainHead> {
    const number = Math.max(0, ((await findHead(db))?.number ?? 0) - mostVerified)
    return { number, hash: (await findHash(db, number)) ?? '' }
  }
}
