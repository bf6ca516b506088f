import { Router, type Request, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { todayOf } from '../calendar/today'
import { requireCase } from '../cases/requireCase'
import type { Deps } from '../deps'
import { NotFound } from '../web/errors'
import { formOf, text, type Form } from '../web/form'
import { keepOpen } from '../web/page'
import { absentWords, maskedText, mayMask, parseMasking } from './note'
import { maskNote } from './maskNote'
import { shownNotes } from './notePage'
import { readNotes } from './readNotes'

const caseworker = allow('volunteer', 'coordinator')

/** Masking: what of a note is to go, what would be left of it, and then for good. */
export function maskRoutes(deps: Deps): Router {
  const { db, texts, clock, config } = deps
  const router = Router()

  router.get('/cases/:code/notes/:id/mask', caseworker, async (req, res) => {
    res.render('notes/mask', maskPage(res, await findMaskable(req, res), {}))
  })

  router.post('/cases/:code/notes/:id/mask', caseworker, async (req, res) => {
    const found = await findMaskable(req, res)
    const form = formOf(req.body)
    const { masking, left, problem } = decide(res, found.text, form)
    if (problem !== undefined) {
      return res.status(422).render('notes/mask', maskPage(res, found, form, problem))
    }
    const version = Number(text(form, 'version'))
    if (version === found.version && text(form, 'confirmed') !== 'yes') {
      return res.render('notes/maskPreview', { ...maskPage(res, found, form), whole: masking.whole, left })
    }
    const actor = actorOf(res)
    const { code, id } = found
    const writer = { actor, holder: await keyHolder(db, res) }
    const order = { code, id, version, masking }
    if (await maskNote(deps, writer, order, todayOf(clock, config.timeZone))) {
      return res.redirect(303, `/cases/${code}?noted#notes`)
    }
    const changed = texts(actor.language, 'note.problem.mask_changed')
    res.status(409).render('notes/mask', maskPage(res, await findMaskable(req, res), form, changed))
  })

  return router

  /** The note an address names, if whoever asks may mask it; otherwise it does not exist. */
  async function findMaskable(req: Request, res: Response) {
    const actor = actorOf(res)
    const reader = { actor, keys: () => keyHolder(db, res) }
    const helpCase = await requireCase(db, actor, req.params.code)
    const note = (await readNotes(deps, reader, helpCase)).notes.find(one => one.id === req.params.id)
    if (!note || typeof note.content === 'string' || !mayMask(actor, note.content, helpCase))
      throw new NotFound()
    const [shown] = await shownNotes(deps, reader, [note])
    return { code: helpCase.code, version: note.version, ...shown!, text: note.content.text }
  }

  type Found = Awaited<ReturnType<typeof findMaskable>>

  function maskPage(
    res: Response,
    { code, id, version, text: written, ...found }: Found,
    form: Form,
    problem?: string,
  ) {
    keepOpen(res)
    return {
      title: texts(actorOf(res).language, 'note.mask.title'),
      keepsWords: true,
      covers: true,
      code,
      id,
      version,
      note: { text: written, written: found.written, masked: found.masked },
      mask: text(form, 'mask'),
      whole: text(form, 'whole') === 'yes',
      ...(problem === undefined
        ? {}
        : { problems: [{ field: 'mask', text: problem }], problem: { mask: problem } }),
    }
  }

  /** What a form asks to mask and what would be left, or the sentence that says what to mend. */
  function decide(res: Response, written: string, form: Form) {
    const { language } = actorOf(res)
    const masking = parseMasking(form)
    if (!masking.ok) return { problem: texts(language, masking.problems.mask!) }
    const absent = masking.value.whole ? [] : absentWords(written, masking.value)
    if (absent.length > 0) {
      return { problem: texts(language, 'note.problem.mask_absent', { words: absent.join(', ') }) }
    }
    const left = maskedText(written, masking.value)
    return left === undefined
      ? { problem: texts(language, 'note.problem.mask_short') }
      : { masking: masking.value, left }
  }
}
