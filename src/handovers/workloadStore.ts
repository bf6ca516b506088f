import type { Db } from '../db/schema'

/** A member and how many open cases they have. */
export interface Workload {
  id: string
  pseudonym: string
  state: 'active' | 'disabled'
  role: string
  open: number
  /** Whether they can be given any. */
  takesCases: boolean
}

/** All who work on cases, by pseudonym, and whoever else has open ones still. */
export async function listWorkloads(db: Db): Promise<Workload[]> {
  const rows = await workloads(db).orderBy('users.sign_in_name').execute()
  return rows.map(toWorkload).filter(one => one.takesCases || one.open > 0)
}

export async function findWorkload(db: Db, id: string): Promise<Workload | undefined> {
  const row = await workloads(db).where('users.id', '=', id).executeTakeFirst()
  return row && toWorkload(row)
}

/** Open cases of those who cannot work on them any more: nobody else is reminded of these. */
export async function countStranded(db: Db): Promise<number> {
  const stranded = (await listWorkloads(db)).filter(one => !one.takesCases)
  return stranded.reduce((sum, one) => sum + one.open, 0)
}

export async function countPool(db: Db): Promise<number> {
  const row = await db
    .selectFrom('cases')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('assigned_to', 'is', null)
    .where('status', '!=', 'closed')
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

function workloads(db: Db) {
  return db
    .selectFrom('users')
    .leftJoin('cases', join =>
      join.onRef('cases.assigned_to', '=', 'users.id').on('cases.status', '!=', 'closed'),
    )
    .select(({ fn }) => ['users.id', 'pseudonym', 'state', 'role', fn.count<number>('cases.id').as('open')])
    .groupBy('users.id')
}

function toWorkload(row: Omit<Workload, 'takesCases'>): Workload {
  return { ...row, open: Number(row.open), takesCases: row.state === 'active' && row.role !== 'admin' }
}
