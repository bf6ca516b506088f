import { todayOf } from '../calendar/today'
import { loadTexts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { findSuccessor, isRecoveryKey, recoverGroup } from '../readers/recoverGroup'
import { openSecrets } from '../server'
import { isFingerprint } from '../vault/fingerprint'
import { recoveryWordCount } from '../vault/recoveryKey'
import { isWord, normaliseWords } from '../words/wordList'
import { languageOption, type Command } from './command'
import { languageOf, requiredOption } from './input'
import { withDatabase } from './withDatabase'

export const recoverCommand: Command = {
  name: 'recover',
  summary: 'When no coordinator is left: let a new one read, with the recovery key on paper',
  positionals: [],
  options: {
    coordinator: { value: 'PSEUDONYM', help: 'who has joined as a coordinator and is to read from now on' },
    language: languageOption,
  },
  run(input, terminal) {
    const pseudonym = requiredOption(input, 'coordinator')
    const language = languageOf(input)
    const texts = loadTexts(projectFile('locales'))
    const say = (key: string, values = {}) => texts(language, `recover.${key}`, values)
    return withDatabase(terminal, async (database, config) => {
      const { db } = database
      const { anchor } = await openSecrets(config, database)
      const successor = await findSuccessor(db, pseudonym)
      if (!successor) throw new Error(say('no_successor', { name: pseudonym }))
      terminal.err(`${say('compare', { name: pseudonym })}\n`)
      const number = await terminal.ask(`${say('number')} `, false)
      if (!isFingerprint(number, successor.fingerprint)) throw new Error(say('differs'))
      const typed = await terminal.ask(`${say('words')} `, true)
      // The paper numbers them.
      const words = normaliseWords(typed).filter(word => !/^\d+[.)]?$/.test(word))
      const unknown = words.find(word => !isWord(word))
      if (unknown !== undefined) throw new Error(say('unknown_word', { n: words.indexOf(unknown) + 1 }))
      if (words.length !== recoveryWordCount) {
        throw new Error(say('word_count', { n: words.length, wanted: recoveryWordCount }))
      }
      if (!(await isRecoveryKey(db, anchor, words))) throw new Error(say('wrong'))
      await recoverGroup(db, anchor, words, successor.subject, todayOf(terminal.clock, config.timeZone).day)
      terminal.out(`${say('done', { name: pseudonym })}\n`)
      return 0
    })
  },
}
