import { Router, type Response } from 'express'
import { note } from '../audit/auditStore'
import { actorOf, allow } from '../auth/guards'
import { secondStep } from '../auth/secondStep'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Role } from '../db/schema'
import { NotFound } from '../web/errors'
import { formOf, text, type Form } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { changeRole, disableMember, enableMember, type StateChange } from './changeMemberState'
import { deleteInvitation } from './invitationStore'
import { inviteAgain, inviteMember } from './inviteMember'
import { pseudonymProblem } from './pseudonym'
import { isLastCoordinator, roles, userListPage } from './userPage'
import { findMember } from './userStore'

export function userRoutes(deps: Deps): Router {
  const { db, clock, texts } = deps
  const router = Router()
  const stepped = secondStep(clock)

  router.get('/users', allow('admin'), stepped, async (_req, res) => {
    res.render('users/list', await userListPage(deps, actorOf(res)))
  })

  router.post('/users/invitations', allow('admin'), stepped, async (req, res) => {
    const form = formOf(req.body)
    const role = parseRole(form)
    const pseudonym = text(form, 'pseudonym')
    const problems = {
      ...(role ? {} : { role: 'users.problem.role' }),
      ...(pseudonym === '' || !pseudonymProblem(pseudonym) ? {} : { pseudonym: 'join.problem.pseudonym' }),
    }
    if (!role || Object.keys(problems).length > 0) {
      const page = await userListPage(deps, actorOf(res), form)
      return res
        .status(422)
        .render('users/list', { ...page, ...shownProblems(res.locals as Page, texts, problems) })
    }
    const code = await inviteMember(db, actorOf(res), { role, pseudonym }, secondsOf(clock), today())
    showCode(res, code, role, pseudonym)
  })

  router.post('/users/invitations/:hash/withdrawal', allow('admin'), stepped, async (req, res) => {
    const actor = actorOf(res)
    await db.transaction().execute(async tx => {
      if (!(await deleteInvitation(tx, String(req.params.hash)))) throw new NotFound()
      await note(tx, { dated: today().day, actor: actor.id, action: 'invitation.withdrawn' })
    })
    res.redirect(303, '/users')
  })

  router.get('/users/:id', allow('admin'), stepped, async (req, res) => {
    const member = await findMember(db, String(req.params.id))
    if (!member || member.id === actorOf(res).id) throw new NotFound()
    const { language } = actorOf(res)
    res.render('users/member', {
      title: texts(language, 'users.member', { name: member.pseudonym }),
      member,
      active: member.state === 'active',
      lastCoordinator: await isLastCoordinator(deps, member.id),
      roleName: texts(language, `role.${member.role}`),
      roles: roles.map(role => ({
        code: role,
        name: texts(language, `role.${role}`),
        hint: texts(language, `role.${role}.hint`),
        checked: role === member.role,
      })),
    })
  })

  router.post('/users/:id/invitation', allow('admin'), stepped, async (req, res) => {
    const member = await findMember(db, String(req.params.id))
    const code = member && (await inviteAgain(db, actorOf(res), member.id, secondsOf(clock), today()))
    if (!code) throw new NotFound()
    showCode(res, code, member.role, member.pseudonym, true)
  })

  router.post('/users/:id/role', allow('admin'), stepped, async (req, res) => {
    const role = parseRole(formOf(req.body))
    if (!role) throw new NotFound()
    answer(res, await changeRole(db, actorOf(res), String(req.params.id), role, today()))
  })

  router.post('/users/:id/disabling', allow('admin'), stepped, async (req, res) => {
    answer(res, await disableMember(db, actorOf(res), String(req.params.id), today()))
  })

  router.post('/users/:id/enabling', allow('admin'), stepped, async (req, res) => {
    answer(res, await enableMember(db, actorOf(res), String(req.params.id), today()))
  })

  return router

  function answer(res: Response, change: StateChange): void {
    if (change !== 'changed') throw new NotFound()
    res.redirect(303, '/users')
  }

  /** Not redirected: the code must not be kept anywhere, so this answer is the only place it ever stands. */
  function showCode(res: Response, code: string, role: Role, pseudonym: string, again = false): void {
    const { language } = actorOf(res)
    res.status(201).render('users/invited', {
      title: texts(language, 'users.invited.title'),
      code,
      link: new URL(`/join/${code}`, deps.config.origin).href,
      roleName: texts(language, `role.${role}`),
      pseudonym,
      again,
    })
  }

  function today() {
    return todayOf(clock, deps.config.timeZone)
  }
}

function parseRole(form: Form): Role | undefined {
  return roles.find(one => one === text(form, 'role'))
}
