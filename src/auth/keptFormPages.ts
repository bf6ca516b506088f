import type { ErrorRequestHandler, Response } from 'express'
import type { Deps } from '../deps'
import { FormAfterLock, FormOfBefore, StepNeeded } from '../web/errors'
import { formOf, text } from '../web/form'
import { keepOpen, type Page } from '../web/page'
import { keptFormOf, keptFormPage, sealKeptForm, type KeptForm } from './keptForm'
import type { Asking } from './readSession'
import { ownPath } from './secondStep'
import { secondStepPage, signInPage } from './signInPage'
import { unlock } from './unlock'

/** Forms that could not be accepted for the sake of their session are not refused but given back. */
export function keptFormPages({ db, texts }: Pick<Deps, 'db' | 'texts'>): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (!(error instanceof FormAfterLock || error instanceof FormOfBefore || error instanceof StepNeeded)) {
      return next(error)
    }
    res.locals.givenBack = true
    const form = keptFormOf(req.path, formOf(req.body))
    const page = res.locals as Page & Asking
    res.status(403)
    // Loading the page of the codes again sends its form again; it has been saved, and there is a next step.
    if (error instanceof FormOfBefore && req.path.startsWith('/welcome')) return res.redirect(303, '/welcome')
    if (error instanceof FormOfBefore) return renderKeptForm(res, texts, form, false)
    if (error instanceof FormAfterLock) {
      // On the page that asks for a code it was sealed already, to the same member.
      const kept = sealKeptForm(page.locked!.boxPublic, form) ?? text(formOf(req.body), 'kept')
      return res.render('auth/signIn', { ...signInPage(page, texts), locked: true, kept })
    }
    const kept = sealKeptForm((await unlock(db, res)).box.boxPublic, form)
    res.render('auth/secondStep', { ...secondStepPage(page, texts), kept: kept ?? '', to: '/' })
  }
}

/** Shows a kept form with its words, to be sent once more. */
export function renderKeptForm(res: Response, texts: Deps['texts'], form: KeptForm, signedIn: boolean): void {
  const { language } = res.locals as Page
  keepOpen(res)
  // Who has only just signed in has no cover from the beginning of this request.
  const { lock = 'cover-10' } = res.locals as { lock?: string }
  res.render('auth/keptForm', {
    covers: true,
    lock,
    title: texts(language, 'kept.title'),
    signedIn,
    ...keptFormPage({ ...form, path: ownPath(form.path) }),
  })
}
