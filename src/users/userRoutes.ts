import { Router, type Response } from 'express'
import { note } from '../audit/auditStore'
import { actorOf, allow } from '../auth/guards'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Role } from '../db/schema'
import { dayName } from '../language/dayNames'
import { NotFound } from '../web/errors'
import { formOf, text, type Form } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { disableMember, enableMember, type StateChange } from './changeMemberState'
import { deleteInvitation, listInvitations } from './invitationStore'
import { inviteMember } from './inviteMember'
import { pseudonymProblem } from './pseudonym'
import { listMembers } from './userStore'

const roles: Role[] = ['volunteer', 'coordinator', 'admin']

export function userRoutes(deps: Deps): Router {
  const { db, clock, texts } = deps
  const router = Router()

  router.get('/users', allow('admin'), async (_req, res) => {
    res.render('users/list', await listPage(res))
  })

  router.post('/users/invitations', allow('admin'), async (req, res) => {
    const form = formOf(req.body)
    const role = roles.find(one => one === text(form, 'role'))
    const pseudonym = text(form, 'pseudonym')
    const problems = {
      ...(role ? {} : { role: 'users.problem.role' }),
      ...(pseudonym === '' || !pseudonymProblem(pseudonym) ? {} : { pseudonym: 'join.problem.pseudonym' }),
    }
    if (!role || Object.keys(problems).length > 0) {
      const page = await listPage(res, form)
      return res
        .status(422)
        .render('users/list', { ...page, ...shownProblems(res.locals as Page, texts, problems) })
    }
    const code = await inviteMember(db, actorOf(res), { role, pseudonym }, secondsOf(clock), today())
    // Not redirected: the code must not be kept anywhere, so this answer is the only place it ever stands.
    res.status(201).render('users/invited', {
      title: texts(actorOf(res).language, 'users.invited.title'),
      code,
      link: new URL(`/join/${code}`, deps.config.origin).href,
      roleName: texts(actorOf(res).language, `role.${role}`),
      pseudonym,
    })
  })

  router.post('/users/invitations/:hash/withdrawal', allow('admin'), async (req, res) => {
    const actor = actorOf(res)
    await db.transaction().execute(async tx => {
      if (!(await deleteInvitation(tx, String(req.params.hash)))) throw new NotFound()
      await note(tx, { dated: today().day, actor: actor.id, action: 'invitation.withdrawn' })
    })
    res.redirect(303, '/users')
  })

  router.post('/users/:id/disabling', allow('admin'), async (req, res) => {
    answer(res, await disableMember(db, actorOf(res), String(req.params.id), today()))
  })

  router.post('/users/:id/enabling', allow('admin'), async (req, res) => {
    answer(res, await enableMember(db, actorOf(res), String(req.params.id), today()))
  })

  return router

  function answer(res: Response, change: StateChange): void {
    if (change !== 'changed') throw new NotFound()
    res.redirect(303, '/users')
  }

  async function listPage(res: Response, form: Form = {}) {
    const { id, language } = actorOf(res)
    const members = await listMembers(db)
    const invitations = await listInvitations(db, secondsOf(clock))
    return {
      title: texts(language, 'users.title'),
      members: members.map(member => ({
        ...member,
        joinedDay: dayName(language, member.joined_day),
        roleName: texts(language, `role.${member.role}`),
        active: member.state === 'active',
        self: member.id === id,
      })),
      invitations: invitations.map(one => ({
        ...one,
        roleName: texts(language, `role.${one.role}`),
        hours: Math.ceil((one.expires_at - secondsOf(clock)) / 3600),
      })),
      roles: roles.map(role => ({
        code: role,
        name: texts(language, `role.${role}`),
        hint: texts(language, `role.${role}.hint`),
        checked: role === (text(form, 'role') || 'volunteer'),
      })),
      pseudonym: text(form, 'pseudonym'),
    }
  }

  function today() {
    return todayOf(clock, deps.config.timeZone)
  }
}
