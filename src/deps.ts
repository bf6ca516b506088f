import type { Clock } from './calendar/month'
import type { Config } from './config'
import type { Db } from './db/schema'
import type { Texts } from './language/texts'
import type { Log } from './web/log'

/** All that a part of Tropa may reach outside itself; made once, in `server.ts` or by a test. */
export interface Deps {
  db: Db
  config: Pick<Config, 'origin' | 'timeZone'>
  clock: Clock
  texts: Texts
  log: Log
  /** Shows the banner that says nothing here is real. */
  demo?: boolean
}
