import { note } from '../audit/auditStore'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Texts } from '../language/texts'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import type { Parsed } from '../web/form'
import { auditReleases } from './auditReleases'
import { periodProblems, within, type Period } from './ledger'
import { menu } from './menu'
import { nextRelease, releasedFile, type Release } from './release'
import { describeRelease } from './releaseDescription'
import {
  findReleaseOf,
  insertRelease,
  listFiles,
  listFrozenMonths,
  listReleases,
  lockReleases,
} from './releaseStore'
import { requestsTable } from './requestsTable'
import { loadSolver } from './solver'

/**
 * Makes the files of a closed period, from the frozen figures alone, and keeps their bytes. The same
 * period asked for again is the very same release. A missing month is one that could not be read.
 */
export async function makeRelease(
  db: Db,
  texts: Texts,
  today: Today,
  asked: Partial<Period>,
  actor: string,
): Promise<Parsed<Release>> {
  const solver = await loadSolver()
  return db.transaction().execute(async tx => {
    await lockReleases(tx)
    const ledger = await listFrozenMonths(tx)
    const problems = periodProblems(ledger, asked)
    if (Object.keys(problems).length > 0) return { ok: false, problems }
    const period = asked as Period
    const made = await findReleaseOf(tx, period, menu.version)
    if (made) return { ok: true, value: made }

    const frozen = within(ledger, period)
    const table = releasedFile(period, 'csv', requestsTable(frozen, await readTaxonomy(tx), texts))
    const release = nextRelease((await listReleases(tx))[0], period, menu.version, table)
    const description = releasedFile(period, 'json', describeRelease(release, table, frozen, menu, texts))
    const files = [table, description]
    auditReleases(solver, ledger, [...(await listFiles(tx)), ...files])
    await insertRelease(tx, release, files)
    await note(tx, { dated: today.day, actor, action: 'release.made', object: release.id })
    return { ok: true, value: release }
  })
}
