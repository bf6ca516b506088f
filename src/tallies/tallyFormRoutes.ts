import { randomUUID } from 'node:crypto'
import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import type { Series } from '../series/series'
import { formOf, randomId, type Form, type Problems } from '../web/form'
import { keepOpen } from '../web/page'
import { removeTally, saveTally } from './changeTally'
import { requireTally } from './requireTally'
import { formOfTally, parseTally } from './tally'
import { tallyProblems, wordInputs } from './tallyPage'

/** Which form it is: that of a new tally, with the id it will have, or of one that there is. */
type About = { id: string } | { tally: Series }

const keeper = allow('coordinator')

/** Beginning a tally, and changing what it is called and counts. */
export function tallyFormRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()

  router.get('/tallies/new', keeper, (_req, res) => {
    res.render('tallies/form', formPage(res, {}, { id: randomUUID() }))
  })

  router.post('/tallies', keeper, async (req, res) => {
    const form = formOf(req.body)
    await save(res, form, { id: randomId(form) ?? randomUUID() })
  })

  router.get('/tallies/:id/edit', keeper, async (req, res) => {
    const tally = await requireTally(db, req.params.id)
    res.render('tallies/form', formPage(res, formOfTally(tally), { tally }))
  })

  router.post('/tallies/:id', keeper, async (req, res) => {
    const tally = await requireTally(db, req.params.id)
    await save(res, formOf(req.body), { tally })
  })

  router.post('/tallies/:id/removal', keeper, async (req, res) => {
    const tally = await requireTally(db, req.params.id)
    const removed = await removeTally(db, actorOf(res), tally, today())
    res.redirect(303, removed ? '/tallies?removed' : `/tallies/${tally.id}`)
  })

  return router

  async function save(res: Response, form: Form, about: About): Promise<void> {
    const words = parseTally(form)
    if (!words.ok) return res.status(422).render('tallies/form', formPage(res, form, about, words.problems))
    const id = 'id' in about ? about.id : about.tally.id
    res.redirect(303, `/tallies/${await saveTally(db, actorOf(res), id, words.value, today())}`)
  }

  function formPage(res: Response, form: Form, about: About, problems?: Problems) {
    keepOpen(res)
    const wording = { language: actorOf(res).language, texts }
    const shown = tallyProblems(wording, form, problems)
    const known = 'tally' in about ? `/tallies/${about.tally.id}` : undefined
    return {
      title: texts(wording.language, known ? 'tally.edit.title' : 'tally.new.title'),
      ...{ id: 'id' in about && about.id, action: known ?? '/tallies', back: known ?? '/tallies' },
      inputs: wordInputs(wording, form, shown.problem),
      covers: true,
      ...shown,
    }
  }

  function today() {
    return todayOf(clock, config.timeZone)
  }
}
