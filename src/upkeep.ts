import { watchAudit } from './audit/watchAudit'
import { lockIdleSessions } from './auth/lockIdleSessions'
import { secondsOf } from './calendar/month'
import { todayOf } from './calendar/today'
import { evaporateCases } from './cases/evaporate'
import { truncateLog } from './db/traces'
import type { Db } from './db/schema'
import type { Deps } from './deps'
import { repeat, type Repeated } from './repeat'
import { deleteRunOutUndos } from './undo/undoStore'
import { deleteRunOutInvitations } from './users/invitationStore'

/** What was deleted within the last minutes would else stay in it; who is reading just then keeps it for a minute more. */
async function emptyLog(db: Db): Promise<void> {
  await truncateLog(db)
}

/** All that the server does by itself, from its start to the stop. */
export function startUpkeep({ db, clock, config, log, auditAnchor }: Deps): Repeated {
  const watch = async () => {
    if (await watchAudit(db, auditAnchor)) return
    log({ event: 'failed', detail: 'the audit log lacks what was there before: tropa verify says where' })
  }
  const evaporate = async () => {
    const { wiped } = await evaporateCases(db, todayOf(clock, config.timeZone), config.evaporationDays)
    if (!wiped) log({ event: 'failed', detail: 'wiping traces: the database is in use or the disk is full' })
  }
  const all = [
    repeat('audit', 60, watch, log),
    repeat('locking', 60, () => lockIdleSessions(db, secondsOf(clock)), log),
    repeat('write-ahead log', 60, () => emptyLog(db), log),
    repeat('undos', 60, () => deleteRunOutUndos(db, secondsOf(clock)), log),
    repeat('invitations', 3600, () => deleteRunOutInvitations(db, secondsOf(clock)), log),
    repeat('evaporation', 3600, evaporate, log),
  ]
  return {
    stop: async () => {
      await Promise.all(all.map(one => one.stop()))
      // What was written since the last look, so that nothing can be cut off while the server is down.
      await watchAudit(db, auditAnchor)
    },
  }
}
