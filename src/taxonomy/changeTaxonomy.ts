import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import type { Db } from '../db/schema'
import type { Parsed } from '../web/form'
import type { OwnField } from './ownFields'
import type { Taxonomy } from './taxonomy'
import { readTaxonomy } from './taxonomyStore'
import type { TermChange } from './termChange'
import { holdTerms, insertTerm, saveWording, swapPositions, updateUse } from './termStore'

/**
 * Changes one code of a list, with its audit entry, or nothing. `plan` looks at the taxonomy as it is while nobody else
 * can change it, so that two people do not each retire the last category but one.
 */
export function changeTaxonomy(
  db: Db,
  actor: { id: string },
  day: Day,
  { field, plan }: { field: OwnField; plan: (taxonomy: Taxonomy) => Parsed<TermChange> },
): Promise<Parsed<TermChange>> {
  return db.transaction().execute(async tx => {
    await holdTerms(tx)
    const planned = plan(await readTaxonomy(tx))
    if (!planned.ok) return planned
    await write(tx, field, planned.value)
    const object = `${field}/${planned.value.code}`
    await note(tx, { dated: day, actor: actor.id, action: 'taxonomy.changed', object })
    return planned
  })
}

async function write(tx: Db, field: OwnField, change: TermChange): Promise<void> {
  const place = { field, code: change.code }
  switch (change.what) {
    case 'added':
      await insertTerm(tx, place, change)
      return saveWording(tx, place, change.wording)
    case 'worded':
      return saveWording(tx, place, change.wording)
    case 'retired':
      return updateUse(tx, place, change)
    case 'taken_back':
      return updateUse(tx, place, { to: undefined, countsAs: undefined })
    case 'moved':
      return swapPositions(tx, field, [change.code, change.neighbour])
  }
}
