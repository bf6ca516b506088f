import { Router, type Response } from 'express'
import { actorOf, allow } from '../auth/guards'
import { todayOf } from '../calendar/today'
import type { Deps } from '../deps'
import { readCounted } from '../reports/reportStore'
import { NotFound } from '../web/errors'
import { formOf, text, type Form } from '../web/form'
import { parseAsked, type Asked } from './asked'
import { cardOf, type Made } from './cardOf'
import { cardPage, cardRow, previewPage, reportOf } from './cardPage'
import { findCard, listCards } from './cardStore'
import type { Reading } from './cardWords'
import { readExactSource, readFiled } from './exactSource'
import { limits } from './face'
import { keepCard } from './keepCard'
import { readStandings } from './standings'

const cardsOnPage = 50

/** Figures to quote, each with what is needed to quote it. */
export function cardRoutes({ db, texts, clock, config }: Deps): Router {
  const router = Router()
  const reader = allow('coordinator', 'admin')

  router.get('/reports/cards', reader, async (req, res) => {
    const page = Number(/^[1-9]\d{0,5}$/.exec(text(formOf(req.query), 'page'))?.[0] ?? 1)
    const found = await listCards(db, { skip: (page - 1) * cardsOnPage, limit: cardsOnPage + 1 })
    const cards = found.slice(0, cardsOnPage)
    const standings = await readStandings(db, today().month, cards)
    res.render('cards/list', {
      sheet: 'report',
      title: texts(reading(res).language, 'card.list.title'),
      cards: cards.map((card, i) => cardRow(card, standings[i]!, reading(res))),
      next: found.length > cardsOnPage ? page + 1 : undefined,
      first: page > 1,
    })
  })

  router.get('/reports/cards/new', reader, async (req, res) => {
    const { asked, made } = await make(formOf(req.query))
    if (!made.ok) return refuse(res, made, asked)
    const title = texts(reading(res).language, 'card.preview.title')
    res.render('cards/new', { sheet: 'report', title, ...previewPage(made.card, asked, reading(res)) })
  })

  router.post('/reports/cards', reader, async (req, res) => {
    const { asked, made } = await make(formOf(req.body))
    if (!made.ok) return refuse(res, made, asked)
    const id = await keepCard(db, actorOf(res).id, made.card)
    res.redirect(303, `/reports/cards/${id}`)
  })

  router.get('/reports/cards/:id', reader, async (req, res) => {
    const card = await findCard(db, String(req.params.id))
    if (!card) throw new NotFound()
    const [standing] = await readStandings(db, today().month, [card])
    const title = texts(reading(res).language, 'card.title')
    res.render('cards/show', { sheet: 'report', title, ...cardPage(card, standing!, reading(res)) })
  })

  return router

  /** The card that a form asks for, from the figures as they are at this moment. */
  async function make(form: Form): Promise<{ asked: Asked; made: Made }> {
    const { day, month } = today()
    const counted = await readCounted(db, month)
    const asked = counted && parseAsked(form, counted)
    if (!counted || !asked) throw new NotFound()
    const source = await readExactSource(db, counted, asked, await readFiled(db))
    const made = cardOf(source, asked, texts, day)
    if (!made) throw new NotFound()
    return { asked, made }
  }

  function refuse(res: Response, { problem, figure }: Extract<Made, { ok: false }>, asked: Asked) {
    const { language } = reading(res)
    const { total, count } = limits.internal
    const values = { n: figure?.total ?? 0, least: problem === 'few' ? total : count }
    const why = texts(language, `card.problem.${problem}`, values)
    res
      .status(422)
      .render('cards/refused', { title: texts(language, 'card.refused'), why, report: reportOf(asked) })
  }

  function reading(res: Response): Reading {
    return { language: actorOf(res).language, texts }
  }

  function today() {
    return todayOf(clock, config.timeZone)
  }
}
