import type { Db, Role } from '../db/schema'
import { listEpochs } from '../readers/epochStore'
import type { Strongbox } from '../vault/memberKeys'

/** What a member still has to do before anything else. */
export type WelcomeStep = 'second-factor' | 'recovery-key' | 'ready'

/** The next step of joining: a confirmed phone for everybody, for the very first coordinator a recovery key. */
export async function welcomeStep(db: Db, role: Role, box: Strongbox): Promise<WelcomeStep> {
  if (!box.totpConfirmed) return 'second-factor'
  if (role === 'coordinator' && (await listEpochs(db)).length === 0) return 'recovery-key'
  return 'ready'
}

/** Whether somebody who signs in is led through the steps first. */
export async function isUnfinished(db: Db, role: Role, box: Strongbox): Promise<boolean> {
  return (await welcomeStep(db, role, box)) !== 'ready'
}

/** Which two words of a recovery key are to be typed back, counted from one: never the first, which the eye finds. */
export function askedWords(words: string[]): [number, number] {
  const sum = words.join('').length
  const first = 2 + (sum % 4)
  return [first, first + 4]
}
