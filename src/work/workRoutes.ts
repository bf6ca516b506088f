import { Router, type Response } from 'express'
import { actorOf, allow, allowMembers } from '../auth/guards'
import { keyHolder, unlock } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import { parseCaseCode } from '../cases/caseCode'
import type { Deps } from '../deps'
import { changeFollowUps, type FollowUpChange } from '../followUps/changeFollowUps'
import { parseDueDay } from '../followUps/dueDay'
import { mostTicked, nameOf, settlements, tickedIn } from '../followUps/followUp'
import { dayChoices } from '../followUps/followUpPage'
import { refreshFeed } from '../feeds/refreshFeed'
import { keepUndo } from '../undo/keepUndo'
import { formOf, text, type Form, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { workPage } from './workPage'

/** Where the work of each role begins, and what is done there with several follow-ups at once. */
export function workRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()

  router.get('/', allowMembers, async (req, res) => {
    if (actorOf(res).role === 'admin') return res.redirect(303, '/reports')
    res.render('work/show', await workPage(deps, workerOf(res), noticesIn(res, formOf(req.query))))
  })

  router.post('/follow-ups', allow('volunteer', 'coordinator'), async (req, res) => {
    const form = formOf(req.body)
    const ticked = tickedIn(form)
    const problem = tickProblem(ticked.length)
    if (problem) return res.status(422).render('work/show', await untickedPage(res, problem))
    const change = parseChange(form)
    if (change === undefined) {
      const problems = text(form, 'asked') === 'yes' ? dayProblems(form) : undefined
      return res.status(problems ? 422 : 200).render('followUps/move', movePage(res, form, problems))
    }
    const writer = { actor: actorOf(res), holder: await keyHolder(db, res) }
    const { changed, gone, undoable } = await changeFollowUps(deps, writer, { ticked, change }, today())
    await refreshFeed(deps, workerOf(res), today().day)
    const done = new URLSearchParams()
    if (gone > 0) done.set('gone', String(gone))
    if (changed > 0 && change.what === 'moved') done.set('moved', String(changed))
    if (changed > 0 && change.what !== 'moved') {
      const undo = { undoing: `follow_ups_${change.what}` as const, cases: undoable }
      done.set('undo', await keepUndo(db, await unlock(db, res), undo, secondsOf(clock)))
    }
    res.redirect(303, `${backOf(form)}?${done.toString()}`)
  })

  return router

  /** Undefined when a day is still to be asked for. */
  function parseChange(form: Form): FollowUpChange | undefined {
    const what = settlements.find(one => one === text(form, 'what'))
    if (what === 'done' || what === 'dropped') return { what }
    const due = parseDueDay(form, today().day)
    return due.ok ? { what: 'moved', due: due.value } : undefined
  }

  function dayProblems(form: Form): Problems | undefined {
    const due = parseDueDay(form, today().day)
    return due.ok ? undefined : due.problems
  }

  function movePage(res: Response, form: Form, problems?: Problems) {
    const actor = actorOf(res)
    const ticked = tickedIn(form)
    return {
      title: texts(actor.language, 'follow_up.move.title'),
      codes: [...new Set(ticked.map(one => one.code))],
      names: ticked.map(nameOf),
      from: text(form, 'from'),
      back: backOf(form),
      ...dayChoices(deps, actor, form),
      ...shownProblems(res.locals as Page, texts, problems),
    }
  }

  async function untickedPage(res: Response, problem: string) {
    const page = await workPage(deps, workerOf(res))
    return { ...page, problem: texts(actorOf(res).language, problem) }
  }

  /** What has just been done, as the address says it: numbers alone. */
  function noticesIn(res: Response, query: Form): string[] {
    const { language } = actorOf(res)
    const counted = (['moved', 'gone'] as const).flatMap(what => {
      const n = /^\d{1,4}$/.test(text(query, what)) ? Number(text(query, what)) : 0
      return n > 0 ? texts(language, `follow_up.result.${what}`, { n }) : []
    })
    return query['nobody-waiting'] === undefined ? counted : [...counted, texts(language, 'pool.nobody')]
  }

  function workerOf(res: Response) {
    return {
      actor: actorOf(res),
      keys: () => keyHolder(db, res),
      strongbox: () => unlock(db, res),
    }
  }

  function today() {
    return todayOf(clock, config.timeZone)
  }
}

function tickProblem(ticked: number): string | undefined {
  if (ticked > mostTicked) return 'work.problem.many'
  return ticked === 0 ? 'work.problem.ticked' : undefined
}

/** The case whose page the form stands on, or the member's work. */
function backOf(form: Form): string {
  const from = parseCaseCode(text(form, 'from'))
  return 'code' in from ? `/cases/${from.code}` : '/'
}
