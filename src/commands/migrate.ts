import { jsonOption, type Command } from './command'
import { flag } from './input'
import { withDatabase } from './withDatabase'

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database up to this version of Tropa',
  positionals: [],
  options: { json: jsonOption },
  run: (input, terminal) =>
    withDatabase(terminal, async (_database, _config, applied) => {
      if (flag(input, 'json')) terminal.out(`${JSON.stringify({ applied })}\n`)
      else if (applied.length === 0) terminal.out('The database is up to date.\n')
      else terminal.out(`Applied: ${applied.join(', ')}\n`)
      return 0
    }),
}
