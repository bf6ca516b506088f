import type { Actor } from '../auth/actor'
import type { Month } from '../calendar/month'
import { caseSummary, monthChoices, readWording } from '../cases/casePage'
import { listCasesByCode } from '../cases/caseStore'
import type { Deps } from '../deps'
import { labelOf } from '../taxonomy/taxonomy'
import { listAlikeCodes } from './repeatStore'

/** As much as somebody looks through in one go. */
const most = { groups: 20, ofEach: 10 }

/** The fields by which cases look alike; the month is chosen above. */
const described = ['category', 'profile', 'asker', 'place', 'needs', 'situations']

/** Cases of a month that look alike, of those that the member sees, a group each. */
export async function possiblePage(deps: Deps, actor: Actor, month: Month) {
  const { db, texts } = deps
  const wording = await readWording(deps, actor)
  const { language, taxonomy } = wording
  const groups = await listAlikeCodes(db, month, most)
  const cases = await listCasesByCode(db, actor, groups.flat())
  const seen = new Map(cases.map(one => [one.code, one]))
  // One that somebody works on is rather repeated than a repeat.
  const shown = groups.map(codes =>
    codes
      .flatMap(code => seen.get(code) ?? [])
      .sort((one, other) => Number(one.status === 'new') - Number(other.status === 'new')),
  )
  return {
    title: texts(language, 'repeat.possible.title'),
    months: monthChoices(language, wording.thisMonth, month),
    groups: shown
      .filter(group => group.length > 1)
      .map(([first, ...others]) => ({
        about: caseSummary(wording, first!)
          .filter(row => described.includes(row.field) && row.value !== '')
          .map(row => row.value)
          .join(' · '),
        first: rowOf(first!),
        others: others.map(one => ({ ...rowOf(one), of: first!.code })),
      })),
  }

  function rowOf({ code, status }: { code: string; status: string }) {
    return { code, status: labelOf(taxonomy, 'status', status, language) }
  }
}
