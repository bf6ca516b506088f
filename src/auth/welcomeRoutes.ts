import { Router, type Response } from 'express'
import { note } from '../audit/auditStore'
import { secondsOf } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { beginGroup } from '../readers/beginGroup'
import { listMembers } from '../users/userStore'
import { recoveryWordCount } from '../vault/recoveryKey'
import { fingerprintOf } from '../vault/fingerprint'
import { randomWords, normaliseWords } from '../words/wordList'
import type { Cookies } from '../web/cookies'
import { formOf, text, type Problems } from '../web/form'
import { shownProblems, type Page } from '../web/page'
import { actorOf, allowJoining } from './guards'
import { keepRecoveryCodes } from './keepRecoveryCodes'
import { newRecoveryCodes } from './recoveryCodes'
import { renewToken } from './renewToken'
import type { Asking } from './readSession'
import { checkTotp } from './secondFactor'
import { phonePage } from './phonePage'
import { saveStrongbox, unlock, type OpenStrongbox } from './unlock'
import { askedWords, welcomeStep } from './welcome'

/** The steps that stand between joining and working: a phone, recovery codes, for the first coordinator a recovery key. */
export function welcomeRoutes(deps: Deps, cookies: Cookies): Router {
  const { db, clock, texts, throttle } = deps
  const router = Router()

  router.get('/welcome', allowJoining, async (req, res) => {
    await showStep(res, await unlock(db, res), 200, {}, req.query.typing !== undefined)
  })

  router.post('/welcome/second-factor', allowJoining, async (req, res) => {
    const open = await unlock(db, res)
    const wait = throttle.begin(`step ${open.userId}`, secondsOf(clock))
    const code = text(formOf(req.body), 'code')
    const step =
      wait === 0 ? checkTotp(open.box.totpSecret, code, secondsOf(clock), open.box.totpStep) : undefined
    if (step === undefined || open.box.totpConfirmed) {
      const key = wait > 0 ? 'second_factor.problem_wait' : 'second_factor.problem'
      return showStep(res, open, 422, { code: key })
    }
    throttle.succeed(`step ${open.userId}`)
    const codes = newRecoveryCodes()
    await db.transaction().execute(async tx => {
      await saveStrongbox(tx, open, { totpStep: step, totpConfirmed: true })
      await keepRecoveryCodes(tx, deps.serverKey, open.userId, codes)
      await note(tx, { dated: today().day, actor: open.userId, action: 'second_factor.confirmed' })
    })
    await renewToken(db, res, cookies, open, { stepped_at: secondsOf(clock), joining: true })
    showCodes(res, codes)
  })

  router.post('/welcome/recovery-key', allowJoining, async (_req, res) => {
    const open = await unlock(db, res)
    const { language } = res.locals as Page
    if ((await welcomeStep(db, actorOf(res).role, open.box)) === 'recovery-key') {
      await saveStrongbox(db, open, { recoveryWords: randomWords(language, recoveryWordCount) })
    }
    res.redirect(303, '/welcome')
  })

  router.post('/welcome/recovery-key/confirmation', allowJoining, async (req, res) => {
    const open = await unlock(db, res)
    const words = open.box.recoveryWords
    const form = formOf(req.body)
    if ((await welcomeStep(db, actorOf(res).role, open.box)) !== 'recovery-key' || words.length === 0) {
      return res.redirect(303, '/welcome')
    }
    const [first, second] = askedWords(words)
    const typed = normaliseWords(`${text(form, 'first')} ${text(form, 'second')}`)
    if (typed.join(' ') !== `${words[first - 1]} ${words[second - 1]}`) {
      return showStep(res, open, 422, { first: 'recovery_key.problem' }, true)
    }
    await beginGroup(deps, open, today().day)
    res.redirect(303, '/welcome?recovery-key')
  })

  router.post('/welcome/end', allowJoining, async (_req, res) => {
    const open = await unlock(db, res)
    if ((await welcomeStep(db, actorOf(res).role, open.box)) !== 'ready') return res.redirect(303, '/welcome')
    // No code is given here, so none counts as given: members come here too.
    const { steppedAt } = (res.locals as Asking).session!
    await renewToken(db, res, cookies, open, { stepped_at: steppedAt, joining: false })
    // Somebody who has just set Tropa up has nobody to work with yet.
    const alone = actorOf(res).role === 'admin' && (await listMembers(db)).length === 1
    res.redirect(303, alone ? '/users#invite' : '/')
  })

  return router

  async function showStep(
    res: Response,
    { box }: OpenStrongbox,
    status = 200,
    problems: Problems = {},
    typing = false,
  ) {
    const { language, role } = actorOf(res)
    const step = await welcomeStep(db, role, box)
    const words = step === 'recovery-key' ? box.recoveryWords : []
    const [first, second] = words.length > 0 ? askedWords(words) : []
    res.status(status).render(`welcome/${pages[step]}`, {
      title: texts(language, `welcome.${step}.title`),
      ...(step === 'second-factor' ? phonePage(box.totpSecret) : {}),
      words: words.map((word, i) => ({ number: i + 1, word })),
      first,
      second,
      typing: typing && words.length > 0,
      reads: role === 'volunteer' || role === 'coordinator',
      fingerprint: fingerprintOf(box),
      certified: actorOf(res).certified,
      ...shownProblems(res.locals as Page, texts, problems),
    })
  }

  function showCodes(res: Response, codes: string[]): void {
    const { language } = res.locals as Page
    const title = texts(language, 'recovery_codes.title')
    // Not redirected: the codes stand nowhere but in this answer.
    res.status(201).render('welcome/recoveryCodes', { title, codes, next: '/welcome' })
  }

  function today() {
    return todayOf(clock, deps.config.timeZone)
  }
}

const pages = { 'second-factor': 'secondFactor', 'recovery-key': 'recoveryKey', ready: 'ready' }
