import type { Db, ReleaseTable } from '../db/schema'
import { slices } from '../db/slices'
import { coveredBy, type FrozenMonth, type Period } from './ledger'
import { menuOf } from './menu'
import type { Release, ReleasedFile } from './release'

/** Holds back everybody else who would close months or make a release until this transaction ends. */
export async function lockReleases(tx: Db): Promise<void> {
  await tx.updateTable('release_lock').set({ name: 'releases' }).execute()
}

/** Every closed month with its figures, earliest first. */
export async function listFrozenMonths(db: Db): Promise<FrozenMonth[]> {
  const months = await db
    .selectFrom('release_months')
    .select(['month', 'menu_version', 'drawn_with', 'dropped'])
    .orderBy('month')
    .execute()
  const cells = await db
    .selectFrom('release_cells')
    .select(['month', 'table_name as table', 'cell as key', 'value'])
    .orderBy('table_name')
    .orderBy('cell')
    .execute()
  const figures = new Map(months.map(({ month }) => [month, [] as FrozenMonth['figures']]))
  for (const { month, ...figure } of cells) figures.get(month)?.push(figure)
  return months
    .filter(row => row.month === row.drawn_with)
    .map(row => ({
      from: months.find(one => one.drawn_with === row.month)!.month,
      month: row.month,
      menu: menuOf(row.menu_version),
      dropped: row.dropped === '' ? [] : row.dropped.split(','),
      figures: figures.get(row.month)!,
    }))
}

export async function insertFrozenMonths(tx: Db, closed: FrozenMonth[]): Promise<void> {
  const months = closed.flatMap(frozen =>
    coveredBy(frozen).map(month => ({
      month,
      menu_version: frozen.menu.version,
      drawn_with: frozen.month,
      dropped: frozen.dropped.join(','),
    })),
  )
  const cells = closed.flatMap(({ month, menu, figures }) =>
    figures.map(({ table, key, value }) => ({
      month,
      menu_version: menu.version,
      table_name: table,
      cell: key,
      value,
    })),
  )
  for (const rows of slices(months, 100)) await tx.insertInto('release_months').values(rows).execute()
  for (const rows of slices(cells, 100)) await tx.insertInto('release_cells').values(rows).execute()
}

/** Every category that a request was ever counted in, so that one that the taxonomy dropped keeps its row. */
export async function listCountedCategories(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('counts')
    .select('category')
    .distinct()
    .where('dimension', '=', 'total')
    .orderBy('category')
    .execute()
  return rows.map(row => row.category)
}

/** All releases, latest first. */
export async function listReleases(db: Db): Promise<Release[]> {
  const rows = await db.selectFrom('releases').select(releaseColumns).orderBy('number', 'desc').execute()
  return rows.map(toRelease)
}

export async function findReleaseOf(db: Db, { from, to }: Period, menuVersion: string) {
  const row = await db
    .selectFrom('releases')
    .select(releaseColumns)
    .where('from_month', '=', from)
    .where('to_month', '=', to)
    .where('menu_version', '=', menuVersion)
    .executeTakeFirst()
  return row && toRelease(row)
}

export async function insertRelease(tx: Db, release: Release, files: ReleasedFile[]): Promise<void> {
  const { id, number, from, to, menuVersion, hash, previousHash } = release
  const row = { id, number, from_month: from, to_month: to, menu_version: menuVersion }
  await tx
    .insertInto('releases')
    .values({ ...row, sha256: hash, previous_sha256: previousHash })
    .execute()
  for (const file of files)
    await tx
      .insertInto('release_files')
      .values({ release_id: id, ...file })
      .execute()
}

/** Every file ever released, or those of one release. */
export function listFiles(db: Db, releaseId?: string): Promise<ReleasedFile[]> {
  return db
    .selectFrom('release_files')
    .select(['name', 'content', 'sha256'])
    .$if(releaseId !== undefined, query => query.where('release_id', '=', releaseId!))
    .orderBy('release_id')
    .orderBy('name')
    .execute()
}

export function findFile(db: Db, releaseId: string, name: string): Promise<ReleasedFile | undefined> {
  return db
    .selectFrom('release_files')
    .select(['name', 'content', 'sha256'])
    .where('release_id', '=', releaseId)
    .where('name', '=', name)
    .executeTakeFirst()
}

const releaseColumns = [
  'id',
  'number',
  'from_month',
  'to_month',
  'menu_version',
  'sha256',
  'previous_sha256',
] as const

function toRelease(row: ReleaseTable): Release {
  return {
    id: row.id,
    number: row.number,
    from: row.from_month,
    to: row.to_month,
    menuVersion: row.menu_version,
    hash: row.sha256,
    previousHash: row.previous_sha256,
  }
}
