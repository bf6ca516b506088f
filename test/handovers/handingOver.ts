import { writeSync } from 'node:fs'
import { openDatabase } from '../../src/db/open'
import { handOverAll } from '../../src/handovers/handOverAll'
import { sodiumReady } from '../../src/vault/sodium'
import { anchorIn, readWriters } from '../robustness/writers'
import { today } from '../support/members'

/*
 * A program of its own that hands over all cases of a member, and says after each lot how many, until it is killed; see
 * handOverKilled.test.ts.
 */
void work(process.argv.slice(2))

async function work([folder, from, ...to]: string[]): Promise<void> {
  await sodiumReady
  const { db } = openDatabase({ databaseUrl: undefined, dataDir: folder! })
  const { coordinator } = readWriters(folder!)
  // It is written when this returns, also to a pipe.
  const progress = (done: number) => void writeSync(1, `${done}\n`)
  await handOverAll({ db, anchor: anchorIn(folder!) }, coordinator, { from: from!, to }, today, { progress })
}
