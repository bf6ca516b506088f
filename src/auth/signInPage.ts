import type { Texts } from '../language/texts'
import type { Page } from '../web/page'

/** What every way of showing the sign-in form needs. */
export function signInPage({ language }: Page, texts: Texts) {
  return { title: texts(language, 'sign_in.title') }
}

export function secondStepPage({ language }: Page, texts: Texts) {
  return { title: texts(language, 'second_step.title') }
}
