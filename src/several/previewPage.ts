import { followUpDecisions } from '../cases/closeCase'
import { text, type Form } from '../web/form'
import type { Change } from './change'
import type { Changed } from './changeSeveral'
import { writePreviewed, type Plan } from './plan'
import { planGroups, type SeveralPage } from './severalPage'

/** What would change, before anything does. */
export function previewPage(page: SeveralPage, form: Form, change: Change, plan: Plan) {
  const { actor, texts } = page
  return {
    title: texts(actor.language, 'several.preview.title'),
    heading: texts(actor.language, 'several.preview.heading', { n: plan.possible.length }),
    ...planGroups(page, change, plan),
    ...carried(form),
    previewed: writePreviewed(plan.possible),
    decisions:
      change.what === 'close' &&
      followUpDecisions.map(code => ({
        code,
        before: texts(actor.language, `case.close.follow_ups.${code}`),
        checked: code === 'done',
      })),
  }
}

/** What has changed, and what has not and why. */
export function donePage(page: SeveralPage, form: Form, change: Change, { done, left }: Changed) {
  const { actor, texts } = page
  const { obstacles } = planGroups(page, change, { possible: [], impossible: left })
  return {
    title: texts(actor.language, 'several.title'),
    heading: texts(actor.language, 'several.done', { n: done.length, left: left.length }),
    done: done.map(one => one.code),
    obstacles,
    ...carried(form),
  }
}

/** What goes from page to page, and the ways back. */
function carried(form: Form) {
  const query = text(form, 'query')
  return { query, change: text(form, 'do'), back: `/cases?${query}`, again: `/cases/several?${query}` }
}
