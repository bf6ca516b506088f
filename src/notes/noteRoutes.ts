import { randomUUID } from 'node:crypto'
import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import type { HelpCase } from '../cases/caseStore'
import { requireCase } from '../cases/requireCase'
import type { Deps } from '../deps'
import { TrustBroken } from '../readers/epoch'
import { formOf, randomId, text, type Form, type Problems } from '../web/form'
import { keepOpen, shownProblems, type Page } from '../web/page'
import { addNote } from './addNote'
import { findFutureReaders } from './futureReaders'
import { parseNote } from './note'
import { foundPage } from './foundPage'
import { screenNote } from './screenNote'

const caseworker = allow('volunteer', 'coordinator')

export function noteRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()

  router.get('/cases/:code/notes/new', caseworker, async (req, res) => {
    const helpCase = await requireCase(db, actorOf(res), req.params.code)
    res.render('notes/new', await newPage(res, helpCase, {}))
  })

  router.post('/cases/:code/notes', caseworker, async (req, res) => {
    const actor = actorOf(res)
    const helpCase = await requireCase(db, actor, req.params.code)
    const form = formOf(req.body)
    const written = parseNote(form)
    if (!written.ok) {
      return res.status(422).render('notes/new', await newPage(res, helpCase, form, written.problems))
    }
    const screened = screenNote(written.value, text(form, 'screened'))
    if ('findings' in screened) {
      const page = await newPage(res, helpCase, form)
      const found = foundPage(
        { language: actor.language, texts },
        { field: 'text', written: written.value, findings: screened.findings },
      )
      return res.status(422).render('notes/screened', { ...page, ...found })
    }
    try {
      const draft = { code: helpCase.code, text: screened.text, id: randomId(form) }
      await addNote(deps, { actor, holder: await keyHolder(db, res) }, draft, todayOf(clock, config.timeZone))
    } catch (error) {
      // The words stay on the page, which says what is wrong.
      if (!(error instanceof TrustBroken)) throw error
      return res.status(error.status).render('notes/new', await newPage(res, helpCase, form))
    }
    res.redirect(303, `/cases/${helpCase.code}?noted#notes`)
  })

  return router

  async function newPage(res: Response, helpCase: HelpCase, form: Form, problems?: Problems) {
    keepOpen(res)
    const actor = actorOf(res)
    const { language } = actor
    const reader = { actor, keys: () => keyHolder(db, res) }
    const { blocked, obstacle, holder, team } = await findFutureReaders(deps, reader, helpCase)
    const sentence = (one: string | undefined) => one && texts(language, `note.obstacle.${one}`)
    return {
      title: texts(language, 'note.new.title', { code: helpCase.code }),
      code: helpCase.code,
      id: randomId(form) ?? randomUUID(),
      written: text(form, 'text'),
      blocked: sentence(blocked),
      // Words that have been typed stay on the page.
      keepsWords: true,
      covers: !blocked || text(form, 'text') !== '',
      obstacle: sentence(obstacle),
      readers: readersSentence(),
      ...shownProblems(res.locals as Page, texts, problems),
    }

    function readersSentence(): string {
      if (team) return texts(language, 'note.readers.team')
      if (holder) return texts(language, 'note.readers.holder', { name: holder })
      const others = obstacle || actor.role === 'coordinator'
      return texts(language, others ? 'note.readers.coordinators' : 'note.readers.you')
    }
  }
}
