import express, { type Express } from 'express'
import { auditRoutes } from './audit/auditRoutes'
import { accountRoutes } from './auth/accountRoutes'
import { refuseUnguarded } from './auth/guards'
import { keptFormPages } from './auth/keptFormPages'
import { joinRoutes } from './auth/joinRoutes'
import { readSession } from './auth/readSession'
import { secondStepRoutes } from './auth/secondStepRoutes'
import { secretRoutes } from './auth/secretRoutes'
import { signInRoutes } from './auth/signInRoutes'
import { welcomeRoutes } from './auth/welcomeRoutes'
import { caseListRoutes } from './cases/caseListRoutes'
import { caseRoutes } from './cases/caseRoutes'
import { erasureRoutes } from './cases/erasureRoutes'
import type { Deps } from './deps'
import { maskRoutes } from './notes/maskRoutes'
import { noteRoutes } from './notes/noteRoutes'
import { projectFile } from './projectFiles'
import { readerRoutes } from './readers/readerRoutes'
import { releaseRoutes } from './releases/releaseRoutes'
import { reportRoutes } from './reports/reportRoutes'
import { seizedRoutes } from './seized/seizedRoutes'
import { userRoutes } from './users/userRoutes'
import { loadAssets } from './web/assets'
import { makeCookies } from './web/cookies'
import { refuseForeignForms } from './web/csrf'
import { answerLog, errorPage, notFound } from './web/errors'
import { securityHeaders } from './web/headers'
import { homeRoutes } from './web/homeRoutes'
import { pageContext } from './web/page'
import { publicRoutes } from './web/publicRoutes'
import { listRoutes } from './web/routeList'
import { viewEngine } from './web/views'

/** The whole application: what happens to a request, from top to bottom. */
export function createApp(deps: Deps): Express {
  const app = express()
  const cookies = makeCookies(deps.config.origin)
  const assets = loadAssets(projectFile('views', 'assets'))

  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.engine('hbs', viewEngine(projectFile('views'), deps.texts))
  app.set('view engine', 'hbs')
  app.set('views', projectFile('views'))

  app.use(answerLog(deps.log))
  app.use(securityHeaders(deps.config.origin))
  app.use(publicRoutes(deps, assets))
  app.use(readSession(deps, cookies))
  app.use(pageContext(deps, cookies, assets))
  app.use(express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 1000 }))
  app.use(refuseForeignForms)
  app.use(signInRoutes(deps, cookies))
  app.use(joinRoutes(deps, cookies))
  app.use(welcomeRoutes(deps, cookies))
  app.use(secondStepRoutes(deps, cookies))
  app.use(accountRoutes(deps, cookies))
  app.use(secretRoutes(deps, cookies))
  app.use(homeRoutes())
  app.use(caseListRoutes(deps))
  app.use(caseRoutes(deps))
  app.use(erasureRoutes(deps))
  app.use(noteRoutes(deps))
  app.use(maskRoutes(deps))
  app.use(reportRoutes(deps))
  app.use(releaseRoutes(deps))
  app.use(auditRoutes(deps))
  app.use(seizedRoutes(deps))
  app.use(userRoutes(deps))
  app.use(readerRoutes(deps))
  app.use(notFound)
  app.use(keptFormPages(deps))
  app.use(errorPage(deps))

  refuseUnguarded(listRoutes(app))
  return app
}
