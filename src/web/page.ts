import type { RequestHandler, Response } from 'express'
import type { Actor } from '../auth/actor'
import type { Asking } from '../auth/readSession'
import { idleLimit } from '../auth/session'
import type { Deps } from '../deps'
import type { Language } from '../db/schema'
import { languageOf, type Texts } from '../language/texts'
import type { Assets } from './assets'
import type { Cookies } from './cookies'
import type { Problems } from './form'

/** What the layout, and so every page, knows: set once per request as `res.locals`. */
export interface Page {
  language: Language
  csrf: string
  actor?: Actor
}

/** Puts the language, the bar and the addresses of the assets where the layout finds them. */
export function pageContext({ texts, demo }: Deps, cookies: Cookies, assets: Assets): RequestHandler {
  return (req, res, next) => {
    const page = res.locals as Page & Asking
    const chosen = cookies.read(req, 'language')
    page.language = page.actor?.language ?? languageOf(chosen ?? req.acceptsLanguages('en', 'ru'))
    Object.assign(page, {
      nav: navigation(page, texts, req.path),
      otherLanguage: page.language === 'ru' ? 'en' : 'ru',
      otherLanguageName: page.language === 'ru' ? 'English' : 'Русский',
      css: assets.address('tropa.css'),
      // For pages rendered with `sheet: 'report'`.
      reportCss: assets.address('report.css'),
      script: assets.address('letters.js'),
      icon: assets.address('icon.svg'),
      demo: demo && { code: demo.code() },
      lock: lockOf(page),
      // An answer to a form stands at no address to come back to.
      switchable: req.method === 'GET',
    })
    // Leads an idle page away without a script. Pages that hold unsent words call `keepOpen`.
    if (page.session) res.set('Refresh', `${idleLimit[page.actor!.role] + 5}; url=/sign-in?locked`)
    next()
  }
}

/** Keeps the page with its unsent words. Render it with `covers`: after the idle time CSS alone covers it. */
export function keepOpen(res: Response): void {
  res.removeHeader('Refresh')
}

/** How long the page may be looked at, as a class of the style sheet. */
function lockOf({ actor, session }: Page & Asking): string | undefined {
  return actor && session ? `cover-${idleLimit[actor.role] / 60}` : undefined
}

/** The problems of a refused form, as the error summary lists them and as each field repeats its own. */
export function shownProblems({ language }: Pick<Page, 'language'>, texts: Texts, problems: Problems = {}) {
  const list = Object.entries(problems).map(([field, key]) => ({ field, text: texts(language, key) }))
  if (list.length === 0) return {}
  return { problems: list, problem: Object.fromEntries(list.map(one => [one.field, one.text])) }
}

interface NavigationItem {
  path: string
  key: string
  roles: string[]
}

const items: NavigationItem[] = [
  { path: '/', key: 'nav.work', roles: ['volunteer', 'coordinator'] },
  { path: '/cases', key: 'nav.cases', roles: ['volunteer', 'coordinator'] },
  { path: '/handovers', key: 'nav.handovers', roles: ['coordinator'] },
  { path: '/reports', key: 'nav.reports', roles: ['coordinator', 'admin'] },
  { path: '/releases', key: 'nav.releases', roles: ['admin'] },
  { path: '/users', key: 'nav.users', roles: ['admin'] },
  { path: '/partners', key: 'nav.partners', roles: ['coordinator'] },
  { path: '/readers', key: 'nav.readers', roles: ['coordinator'] },
  { path: '/audit', key: 'nav.audit', roles: ['coordinator', 'admin'] },
]

function navigation({ actor, session, language }: Page & Asking, texts: Texts, path: string) {
  return items
    .filter(item => actor && !session?.joining && item.roles.includes(actor.role))
    .map(item => ({
      path: item.path,
      label: texts(language, item.key),
      current: path === item.path || (path.startsWith(`${item.path}/`) && path !== '/cases/new'),
    }))
}
