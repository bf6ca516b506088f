import { loadTexts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { anchorsIn } from '../readers/anchor'
import { readSeizedFacts } from '../seized/facts'
import { seizedJson } from '../seized/seizedJson'
import { sodiumReady } from '../vault/sodium'
import { jsonOption, languageOption, type Command } from './command'
import { flag, languageOf } from './input'
import { seizedText } from './seizedText'
import { withDatabase } from './withDatabase'

export const seizedCommand: Command = {
  name: 'seized',
  summary: 'Say what could be read if server, backup or laptop were taken today, and what to do about it',
  positionals: [],
  options: { json: jsonOption, language: languageOption },
  run(input, terminal) {
    const wording = { language: languageOf(input), texts: loadTexts(projectFile('locales')) }
    return withDatabase(terminal, async ({ db }, config) => {
      await sodiumReady
      // The server remembers by itself; a file written here could belong to somebody else than the server.
      const anchor = { ...anchorsIn(config.dataDir).anchor, write: () => {} }
      const facts = await readSeizedFacts({ db, anchor, clock: terminal.clock, config })
      if (flag(input, 'json')) terminal.out(`${JSON.stringify(seizedJson(facts), null, 2)}\n`)
      else terminal.out(seizedText(facts, wording))
      return 0
    })
  },
}
