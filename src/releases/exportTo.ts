import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Today } from '../calendar/today'
import type { Db } from '../db/schema'
import type { Texts } from '../language/texts'
import type { Parsed } from '../web/form'
import type { Period } from './ledger'
import { makeRelease } from './makeRelease'
import { listFiles } from './releaseStore'
import { takeFile } from './takeFile'

/** Writes the files of a closed period into a folder and returns their paths. */
export async function exportTo(
  db: Db,
  texts: Texts,
  today: Today,
  asked: Partial<Period>,
  folder: string,
  actor: string,
): Promise<Parsed<string[]>> {
  const made = await makeRelease(db, texts, today, asked, actor)
  if (!made.ok) return made
  await makeFolder(folder)
  const paths: string[] = []
  for (const { name } of await listFiles(db, made.value.id)) {
    const file = await takeFile(db, today, made.value.id, name, actor)
    paths.push(path.join(folder, name))
    await writeFile(paths.at(-1)!, file!.content)
  }
  return { ok: true, value: paths }
}

/** A slip in the folder's name costs nothing: asked again, the release is the same. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'it is a file' : 'it cannot be made'
    throw new Error(`"${folder}" is no folder to write to: ${reason}`, { cause: error })
  }
}
