/** Whether something could not be written because the disk, or what the database may take of it, is full. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  // Of SQLite, of PostgreSQL (disk_full), of the operating system.
  return code === 'SQLITE_FULL' || code === '53100' || code === 'ENOSPC'
}

/** For what is better left unwritten on a full disk than to keep somebody from reading or leaving. */
export async function writeIfRoom(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isDiskFull(error)) throw error
  }
}
