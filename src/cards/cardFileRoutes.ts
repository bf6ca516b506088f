import { Router } from 'express'
import { actorOf, allow } from '../auth/guards'
import { pngOf } from '../charts/png'
import type { Deps } from '../deps'
import { languages } from '../language/texts'
import { NotFound } from '../web/errors'
import { formOf, text } from '../web/form'
import type { KeptCard } from './card'
import type { Shape } from './cardDrawing'
import { cardShape, cardSvg } from './cardSvg'
import { findCard } from './cardStore'
import { cardText } from './cardText'
import { cardWords, type Reading } from './cardWords'

/** A card as a file. It stands before the pages of cards, whose addresses begin alike. */
export function cardFileRoutes({ db, texts }: Deps): Router {
  const router = Router()

  router.get('/reports/cards/:id.:format', allow('coordinator', 'admin'), async (req, res) => {
    const { id, format } = req.params as { id: string; format: string }
    const form = formOf(req.query)
    const make = Object.hasOwn(formats, format) ? formats[format] : undefined
    const card = make && (await findCard(db, id))
    if (!card) throw new NotFound()
    const language = languages.find(one => one === text(form, 'language')) ?? actorOf(res).language
    const shape = cardShape(text(form, 'shape'))
    const content = await make(card, { language, texts }, shape)
    res.attachment(`card-${id.slice(0, 8)}-${language}${shape.suffix}.${format}`)
    res.type(format === 'txt' ? 'text/plain; charset=utf-8' : format).send(content)
  })

  return router
}

type Make = (card: KeptCard, reading: Reading, shape: Shape) => string | Promise<Buffer>

const svgOf = (card: KeptCard, reading: Reading, shape: Shape) =>
  cardSvg(cardWords(card, reading), reading.language, shape)

const formats: Record<string, Make> = {
  svg: svgOf,
  png: (card, reading, shape) => pngOf(svgOf(card, reading, shape), shape.width),
  txt: (card, reading) => cardText(card, reading),
}
