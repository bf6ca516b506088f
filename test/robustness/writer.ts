import { writeSync } from 'node:fs'
import type { CaseCode } from '../../src/cases/caseCode'
import { closeCase } from '../../src/cases/closeCase'
import { eraseCase } from '../../src/cases/eraseCase'
import { recordCase } from '../../src/cases/recordCase'
import { openDatabase } from '../../src/db/open'
import { assignCase } from '../../src/handovers/assignCase'
import { addNote } from '../../src/notes/addNote'
import { maskNote } from '../../src/notes/maskNote'
import { sodiumReady } from '../../src/vault/sodium'
import { today } from '../support/members'
import { anchorIn, facts, readWriters, wordsFor } from './writers'

/*
 * A program of its own that does a day's work over and over, until it is killed. It says what it is about to do, and that
 * it is done when the database has said so; see killDuringWrites.test.ts.
 */
void work(process.argv[2]!)

async function work(folder: string): Promise<never> {
  await sodiumReady
  const { db } = openDatabase({ databaseUrl: undefined, dataDir: folder })
  const parts = { db, anchor: anchorIn(folder) }
  const { volunteer, successor, coordinator } = readWriters(folder)
  for (let n = 0; ; n++) {
    const code = await recordCase(db, volunteer.actor, facts, today)
    say('recorded', code)
    const id = await addNote(parts, volunteer, { code, text: wordsFor(code) }, today)
    say('noted', code, id)
    if (n % 2 === 0) await change(code)
    if (n % 5 === 1) await mask(code, id)
    if (n % 5 === 3) await erase(code)
  }

  /** Closes the case and hands it over, with the keys to its note. */
  async function change(code: CaseCode): Promise<void> {
    const closure = { code, outcome: 'advice_given', reason: 'written to', followUps: 'keep' } as const
    say('changing', code)
    await closeCase(parts, coordinator, closure, 0, today)
    await assignCase(parts, coordinator, { code, to: successor.actor.id }, today)
    say('changed', code)
  }

  async function mask(code: CaseCode, id: string): Promise<void> {
    say('masking', code)
    await maskNote(parts, coordinator, { code, id, version: 1, masking: { whole: true, words: [] } }, today)
    say('masked', code)
  }

  async function erase(code: CaseCode): Promise<void> {
    say('erasing', code)
    await eraseCase(db, coordinator.actor, code, 'asked', today)
    say('erased', code)
  }
}

/** It is written when this returns, also to a pipe. */
function say(...words: string[]): void {
  writeSync(1, `${words.join(' ')}\n`)
}
