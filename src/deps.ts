import type { Throttle } from './auth/throttle'
import type { Clock } from './calendar/month'
import type { Config } from './config'
import type { Db } from './db/schema'
import type { Texts } from './language/texts'
import type { Anchor } from './readers/anchor'
import type { Queue } from './queue'
import type { ServerKey } from './vault/serverKey'
import type { Log } from './web/log'

/** All that a part of Tropa may reach outside itself; made once, in `server.ts` or by a test. */
export interface Deps {
  db: Db
  config: Pick<Config, 'origin' | 'timeZone' | 'evaporationDays' | 'dataDir' | 'keyFile' | 'databaseUrl'>
  clock: Clock
  texts: Texts
  log: Log
  serverKey: ServerKey
  anchor: Anchor
  /** The same for the end of the audit log. */
  auditAnchor: Anchor
  /** Limits attempts to sign in, and to give a code. */
  throttle: Throttle
  /** Lets few Argon2 computations run at once. */
  hashing: Queue
  /** Shows the banner that says nothing here is real, and fills in the code that a phone would show. */
  demo?: { code(): string }
}
