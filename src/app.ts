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
import { cardFileRoutes } from './cards/cardFileRoutes'
import { cardRoutes } from './cards/cardRoutes'
import { caseListRoutes } from './cases/caseListRoutes'
import { caseRoutes } from './cases/caseRoutes'
import { closureRoutes } from './cases/closureRoutes'
import { editRoutes } from './cases/editRoutes'
import { erasureRoutes } from './cases/erasureRoutes'
import { newCaseRoutes } from './cases/newCaseRoutes'
import { statusRoutes } from './cases/statusRoutes'
import type { Deps } from './deps'
import { feedFileRoutes } from './feeds/feedFileRoutes'
import { feedRoutes } from './feeds/feedRoutes'
import { filingRoutes } from './filings/filingRoutes'
import { followUpRoutes } from './followUps/followUpRoutes'
import { assignmentRoutes } from './handovers/assignmentRoutes'
import { leaverRoutes } from './handovers/leaverRoutes'
import { poolRoutes } from './handovers/poolRoutes'
import { historyRoutes } from './history/historyRoutes'
import { maskRoutes } from './notes/maskRoutes'
import { noteRoutes } from './notes/noteRoutes'
import { partnerFormRoutes } from './partners/partnerFormRoutes'
import { partnerRoutes } from './partners/partnerRoutes'
import { partnerStandingRoutes } from './partners/partnerStandingRoutes'
import { projectFile } from './projectFiles'
import { readerRoutes } from './readers/readerRoutes'
import { answerRoutes } from './referrals/answerRoutes'
import { handOverRoutes } from './referrals/handOverRoutes'
import { referralRoutes } from './referrals/referralRoutes'
import { releaseRoutes } from './releases/releaseRoutes'
import { repeatRoutes } from './repeats/repeatRoutes'
import { chartFileRoutes } from './reports/chartFileRoutes'
import { reportRoutes } from './reports/reportRoutes'
import { searchRoutes } from './searches/searchRoutes'
import { seizedRoutes } from './seized/seizedRoutes'
import { seriesFormRoutes } from './series/seriesFormRoutes'
import { seriesRoutes } from './series/seriesRoutes'
import { severalRoutes } from './several/severalRoutes'
import { surgeRoutes } from './surge/surgeRoutes'
import { taxonomyRoutes } from './taxonomy/taxonomyRoutes'
import { tallyFormRoutes } from './tallies/tallyFormRoutes'
import { tallyRoutes } from './tallies/tallyRoutes'
import { undoRoutes } from './undo/undoRoutes'
import { userRoutes } from './users/userRoutes'
import { loadAssets } from './web/assets'
import { makeCookies } from './web/cookies'
import { refuseForeignForms } from './web/csrf'
import { answerLog, errorPage, notFound } from './web/errors'
import { securityHeaders } from './web/headers'
import { pageContext } from './web/page'
import { publicRoutes } from './web/publicRoutes'
import { listRoutes } from './web/routeList'
import { viewEngine } from './web/views'
import { workRoutes } from './work/workRoutes'

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
  app.use(feedFileRoutes(deps))
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
  app.use(feedRoutes(deps))
  app.use(workRoutes(deps))
  app.use(caseListRoutes(deps))
  app.use(searchRoutes(deps))
  app.use(severalRoutes(deps))
  app.use(newCaseRoutes(deps))
  app.use(surgeRoutes(deps))
  app.use(caseRoutes(deps))
  app.use(editRoutes(deps))
  app.use(statusRoutes(deps))
  app.use(closureRoutes(deps))
  app.use(repeatRoutes(deps))
  app.use(erasureRoutes(deps))
  app.use(assignmentRoutes(deps))
  app.use(poolRoutes(deps))
  app.use(leaverRoutes(deps))
  app.use(historyRoutes(deps))
  app.use(noteRoutes(deps))
  app.use(maskRoutes(deps))
  app.use(followUpRoutes(deps))
  app.use(referralRoutes(deps))
  app.use(answerRoutes(deps))
  app.use(handOverRoutes(deps))
  app.use(partnerStandingRoutes(deps))
  app.use(partnerFormRoutes(deps))
  app.use(partnerRoutes(deps))
  // Before the page of a month, whose address would take them for one.
  app.use(chartFileRoutes(deps))
  app.use(cardFileRoutes(deps))
  app.use(cardRoutes(deps))
  app.use(reportRoutes(deps))
  app.use(filingRoutes(deps))
  app.use(tallyFormRoutes(deps))
  app.use(tallyRoutes(deps))
  app.use(seriesFormRoutes(deps))
  app.use(seriesRoutes(deps))
  app.use(releaseRoutes(deps))
  app.use(auditRoutes(deps))
  app.use(seizedRoutes(deps))
  app.use(taxonomyRoutes(deps))
  app.use(undoRoutes(deps))
  app.use(userRoutes(deps))
  app.use(readerRoutes(deps))
  app.use(notFound)
  app.use(keptFormPages(deps))
  app.use(errorPage(deps))

  refuseUnguarded(listRoutes(app))
  return app
}
