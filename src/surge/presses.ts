import { randomUUID } from 'node:crypto'
import type { Month } from '../calendar/month'
import { undoLimit } from '../undo/keepUndo'
import type { Press } from './press'

/** What somebody has counted, and may take back for a while. */
export interface Counted extends Press {
  id: string
  month: Month
  takenBack: boolean
}

interface Sent {
  by: string
  form: string
  /** Epoch seconds. */
  now: number
}

interface Kept {
  counted: Counted
  by: string
  at: number
  written: Promise<void>
}

/** In seconds. Longer than a session, and so longer than a form can be sent. */
const rememberedFor = 12 * 60 * 60

/**
 * What was counted lately, so that a form that is sent twice counts once, and a slip can be taken back. It stands in
 * memory alone: the database must not tell when people wrote. A form from before a restart, of which nobody knows any
 * more whether it was sent, is recognised.
 */
export function makePresses() {
  const run = randomUUID()
  const byForm = new Map<string, Kept>()
  const byId = new Map<string, Kept>()

  return {
    newForm: () => `${run}.${randomUUID()}`,
    isForm: (typed: string) => typed.startsWith(`${run}.`) && typed.length === 2 * run.length + 1,

    /** The same form with the same in it is one press; with something else in it, it is another. */
    async countOnce(sent: Sent, press: Press & { month: Month }, write: () => Promise<void>) {
      forget(sent.now - rememberedFor)
      const name = [sent.by, sent.form, press.category, press.n].join(' ')
      const kept = byForm.get(name) ?? keep(name, sent, press, write)
      await kept.written.catch((error: unknown) => {
        drop(name, kept)
        throw error
      })
      return kept.counted
    },

    /** Undefined when it is somebody else's, or too long ago. */
    find(by: string, id: string, now: number): Counted | undefined {
      const kept = byId.get(id)
      return kept?.by === by && now <= kept.at + undoLimit ? kept.counted : undefined
    },

    /** Once: the second press of the button finds it done. */
    async takeBack(counted: Counted, write: () => Promise<void>): Promise<void> {
      if (counted.takenBack) return
      counted.takenBack = true
      await write().catch((error: unknown) => {
        counted.takenBack = false
        throw error
      })
    },
  }

  function keep(
    name: string,
    { by, now }: Sent,
    press: Press & { month: Month },
    write: () => Promise<void>,
  ): Kept {
    const counted = { ...press, id: randomUUID(), takenBack: false }
    const kept = { counted, by, at: now, written: write() }
    byForm.set(name, kept)
    byId.set(counted.id, kept)
    return kept
  }

  /** Those that were sent first come first. */
  function forget(before: number): void {
    for (const [name, kept] of byForm) {
      if (kept.at >= before) return
      drop(name, kept)
    }
  }

  function drop(name: string, { counted }: Kept): void {
    byForm.delete(name)
    byId.delete(counted.id)
  }
}
