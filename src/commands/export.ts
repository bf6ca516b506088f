import { todayOf } from '../calendar/today'
import { loadTexts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { exportTo } from '../releases/exportTo'
import { jsonOption, languageOption, type Command } from './command'
import { flag, languageOf, periodOf, requiredOption } from './input'
import { problemsIn } from './problems'
import { withDatabase } from './withDatabase'

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write the protected figures of closed months as files that may leave the organisation',
  positionals: [],
  options: {
    from: { value: 'YYYY-MM', help: 'the first month' },
    to: { value: 'YYYY-MM', help: 'the last month' },
    out: { value: 'DIR', help: 'the folder to write to; made if it is not there' },
    json: jsonOption,
    language: languageOption,
  },
  run(input, terminal) {
    const period = periodOf(input)
    const folder = requiredOption(input, 'out')
    const language = languageOf(input)
    return withDatabase(terminal, async ({ db }, { timeZone }) => {
      const texts = loadTexts(projectFile('locales'))
      const today = todayOf(terminal.clock, timeZone)
      const result = await exportTo(db, texts, today, period, folder, 'system')
      if (!result.ok) throw problemsIn(result.problems, texts, language)
      const files = result.value
      terminal.out(
        flag(input, 'json') ? `${JSON.stringify({ files })}\n` : files.map(file => `${file}\n`).join(''),
      )
      return 0
    })
  },
}
