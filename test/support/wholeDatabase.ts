import type { Db } from '../../src/db/schema'

/** All values of all columns of all tables, a row a line: to look for what must not be there, or has changed. */
export async function everyValue(db: Db): Promise<string> {
  const tables = await db.introspection.getTables()
  if (tables.length < 15) throw new Error('the tables were not found')
  const lines: string[] = []
  for (const { name } of tables) {
    const rows = await db
      .selectFrom(name as 'sessions')
      .selectAll()
      .execute()
    lines.push(...rows.map(row => Object.values(row).map(textOf).join('\t')).sort())
  }
  return lines.join('\n')
}

function textOf(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('latin1') : String(value)
}
