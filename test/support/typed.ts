import { month, type Clock } from '../../src/calendar/month'
import { commands } from '../../src/commands/commandList'
import { runCommand } from '../../src/commands/runCommand'
import { loadConfig } from '../../src/config'

export interface Typed {
  code: number
  out: string
  err: string
}

/** What happens when somebody types `tropa …` with the database in `dataDir`. */
export async function typed(
  dataDir: string,
  argv: string[],
  more: { live?: boolean; env?: NodeJS.ProcessEnv; answers?: string[] } = {},
): Promise<Typed> {
  const result = { out: '', err: '' }
  const code = await runCommand(commands, argv, {
    out: text => void (result.out += text),
    err: text => void (result.err += text),
    ask: async question => {
      result.err += question
      return more.answers?.shift() ?? ''
    },
    live: more.live ?? false,
    config: () => loadConfig({ TROPA_DATA_DIR: dataDir, ...more.env }),
    clock: clockIn('2026-11'),
  })
  return { code, ...result }
}

/** A clock in the middle of a month. */
function clockIn(text: string): Clock {
  return { now: () => new Date(`${month(text)}-15T12:00:00Z`) }
}
