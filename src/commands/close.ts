import type { Month } from '../calendar/month'
import { todayOf } from '../calendar/today'
import type { Language } from '../db/schema'
import { periodName } from '../language/monthNames'
import { loadTexts, type Texts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { closeMonths, type Closing } from '../releases/closeMonths'
import { jsonOption, languageOption, type Command } from './command'
import { flag, languageOf, monthOf } from './input'
import { problemsIn } from './problems'
import { withDatabase } from './withDatabase'

export const closeCommand: Command = {
  name: 'close',
  summary: 'Draw and freeze the protected figures of all open months up to one; it cannot be undone',
  positionals: [],
  options: {
    through: { value: 'YYYY-MM', help: 'the last month to close; it must be over' },
    json: jsonOption,
    language: languageOption,
  },
  run(input, terminal) {
    const through = monthOf(input, 'through')
    const language = languageOf(input)
    const texts = loadTexts(projectFile('locales'))
    return withDatabase(terminal, async ({ db }, { timeZone }) => {
      const today = todayOf(terminal.clock, timeZone)
      const tell = terminal.live ? (month: string) => terminal.err(`\r${month}`) : undefined
      const result = await closeMonths(db, today, through, 'system', tell)
      terminal.err(terminal.live ? '\r' : '')
      if (!result.ok) throw problemsIn(result.problems, texts, language)
      terminal.out(flag(input, 'json') ? asJson(result.value) : asText(result.value, texts, language))
      return 0
    })
  },
}

function asJson({ closed, left }: Closing): string {
  return `${JSON.stringify({ closed: closed.map(({ from, month }) => ({ from, month })), left })}\n`
}

function asText({ closed, left }: Closing, texts: Texts, language: Language): string {
  const named = (from: Month, to: Month) => ({ period: periodName(language, from, to) })
  const lines: string[] = []
  const [first, last] = [closed[0], closed.at(-1)]
  if (first && last) lines.push(texts(language, 'close.done', named(first.from, last.month)))
  if (left.length > 0) lines.push(texts(language, 'close.left', named(left[0]!, left.at(-1)!)))
  if (lines.length === 0) lines.push(texts(language, 'close.nothing'))
  return lines.map(line => `${line}\n`).join('')
}
