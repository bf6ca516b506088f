import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { secondStep } from '../auth/secondStep'
import { keyHolder, unlock } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { dayName } from '../language/dayNames'
import { listMembers } from '../users/userStore'
import { fingerprintOf } from '../vault/fingerprint'
import { NotAllowed, NotFound } from '../web/errors'
import { formOf, text, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { certifyMember } from './certifyMember'
import { listReaders } from './readerList'
import { readWholeTrust } from './trust'

/** Who may read notes: coordinators compare a member's number with its owner, and so let them in. */
export function readerRoutes(deps: Deps): Router {
  const { db, anchor, clock, texts } = deps
  const router = Router()
  const stepped = secondStep(clock)

  router.get('/readers', allow('coordinator'), stepped, async (req, res) => {
    const confirmed = typeof req.query.confirmed === 'string' ? req.query.confirmed : undefined
    await showReaders(res, 200, { confirmed })
  })

  router.post('/readers/:id/certificate', allow('coordinator'), stepped, async (req, res) => {
    if (!actorOf(res).certified) throw new NotAllowed()
    const id = String(req.params.id)
    const form = formOf(req.body)
    const [typed, role] = [text(form, 'fingerprint'), text(form, 'role')]
    const { day } = todayOf(clock, deps.config.timeZone)
    const outcome = await certifyMember(db, anchor, await keyHolder(db, res), { id, role, typed }, day)
    if (outcome === 'missing') throw new NotFound()
    if (outcome === 'certified') return res.redirect(303, `/readers?confirmed=${id}`)
    const key = typed.replace(/\D/g, '').length === 24 ? 'readers.problem_differs' : 'readers.problem_short'
    await showReaders(res, 422, { typed: { id, text: typed }, problems: { [fieldOf(id)]: key } })
  })

  return router

  async function showReaders(
    res: Response,
    status: number,
    shown: { confirmed?: string | undefined; typed?: { id: string; text: string }; problems?: Problems },
  ): Promise<void> {
    const { language, id, certified } = actorOf(res)
    const members = await readersAndOthers(language)
    const { box } = await unlock(db, res)
    const problems = shownProblems(res.locals as Page, texts, shown.problems)
    res.status(status).render('readers/list', {
      title: texts(language, 'readers.title'),
      certified,
      fingerprint: fingerprintOf(box),
      waiting: members
        .filter(one => !one.reads && one.id !== id)
        .map(one => ({
          ...one,
          field: fieldOf(one.id),
          typed: shown.typed?.id === one.id ? shown.typed.text : '',
          problem: problems.problem?.[fieldOf(one.id)],
        })),
      readers: members.filter(one => one.reads).map(one => ({ ...one, self: one.id === id })),
      confirmed: members.find(one => one.id === shown.confirmed)?.pseudonym,
      ...problems,
    })
  }

  /** All who could read, with whether they can. */
  async function readersAndOthers(language: Page['language']) {
    const readers = await listReaders(db, await readWholeTrust(db, anchor))
    const members = await listMembers(db)
    return members
      .filter(one => one.role !== 'admin' && one.state === 'active')
      .map(one => ({
        id: one.id,
        pseudonym: one.pseudonym,
        role: one.role,
        roleName: texts(language, `role.${one.role}`),
        joinedDay: dayName(language, one.joined_day),
        hasKeys: one.box_public !== null,
        reads: readers.has(one.id),
      }))
  }
}

/** Each waiting member has a field of their own on the page. */
function fieldOf(id: string): string {
  return `fingerprint-${id}`
}
