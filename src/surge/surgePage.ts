import type { Actor } from '../auth/actor'
import { todayOf } from '../calendar/today'
import { withoutCase } from '../counts/count'
import { listCounts } from '../counts/countStore'
import type { Deps } from '../deps'
import { labelOf } from '../taxonomy/taxonomy'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { text, type Form, type Problems } from '../web/form'
import { shownProblems } from '../web/page'
import { pressChoices } from './press'
import type { Counted } from './presses'

interface Shown {
  /** The id that the form on the page gets. */
  id: string
  form?: Form
  problems?: Problems | undefined
  /** What was counted last, and can be taken back. */
  counted?: Counted | undefined
}

/** The page that counts requests without cases. */
export async function surgePage(
  { db, texts, clock, config }: Pick<Deps, 'db' | 'texts' | 'clock' | 'config'>,
  { language, role }: Actor,
  { id, form = {}, problems, counted }: Shown,
) {
  const { month } = todayOf(clock, config.timeZone)
  const taxonomy = await readTaxonomy(db)
  const name = counted && labelOf(taxonomy, 'category', counted.category, language)
  const said = counted?.takenBack ? 'surge.taken_back' : 'surge.counted'
  const soFar = async () => sumOf(withoutCase(await listCounts(db, 'total', month, month)))
  return {
    title: texts(language, 'surge.title'),
    id,
    choices: pressChoices(taxonomy, language, month),
    quick: text(form, 'quick'),
    counted: counted && { ...counted, text: texts(language, said, { name: name!, n: counted.n }) },
    // How much the others do is not for volunteers.
    soFar: role === 'coordinator' && texts(language, 'surge.so_far', { n: await soFar() }),
    ...shownProblems({ language }, texts, problems),
  }
}

function sumOf(counts: ReturnType<typeof withoutCase>): number {
  return [...counts.values()].flatMap(ofMonth => [...ofMonth.values()]).reduce((sum, n) => sum + n, 0)
}
