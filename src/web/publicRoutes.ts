import { Router } from 'express'
import { sql } from 'kysely'
import { allowAnyone } from '../auth/guards'
import { addMonths, monthAt } from '../calendar/month'
import type { Deps } from '../deps'
import { monthName } from '../language/monthNames'
import { languageOf } from '../language/texts'
import type { Assets } from './assets'

/** What is there for everybody, without cookies: files of the pages, the state of health, the page after Exit. */
export function publicRoutes({ db, clock, config }: Deps, assets: Assets): Router {
  const router = Router()

  router.get('/assets/:file', allowAnyone, assets.serve)

  router.get('/healthz', allowAnyone, async (_req, res) => {
    await sql`SELECT 1`.execute(db)
    res.type('text/plain').send('ok\n')
  })

  // A page that says nothing about Tropa: this month's calendar.
  router.get('/calendar', allowAnyone, (req, res) => {
    const language = languageOf(req.acceptsLanguages('en', 'ru'))
    const month = monthAt(clock.now(), config.timeZone)
    const first = new Date(`${month}-01T00:00Z`)
    const blanks = (first.getUTCDay() + 6) % 7
    const days = Math.round((Date.parse(`${addMonths(month, 1)}-01T00:00Z`) - first.getTime()) / 86_400_000)
    const cells = [
      ...Array<string>(blanks).fill(''),
      ...Array.from({ length: days }, (_, i) => String(i + 1)),
    ]
    const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) => cells.slice(i * 7, i * 7 + 7))
    const title = monthName(language, month).replace(' года', '')
    const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
    const names = Array.from({ length: 7 }, (_, i) => weekday.format(new Date(Date.UTC(2024, 0, 1 + i))))
    res.render('calendar/month', {
      language,
      title,
      weeks,
      names,
      css: assets.address('calendar.css'),
      icon: assets.address('calendar.svg'),
      layout: 'none',
    })
  })

  return router
}
