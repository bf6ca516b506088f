import { todayOf } from '../calendar/today'
import { evaporateCases, forecastEvaporation } from '../cases/evaporate'
import { evaporatesFrom } from '../cases/evaporation'
import type { Day } from '../calendar/month'
import type { Language } from '../db/schema'
import { dayName } from '../language/dayNames'
import { loadTexts, type Texts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { jsonOption, languageOption, type Command } from './command'
import { flag, languageOf } from './input'
import { progressOn } from './progress'
import { withDatabase } from './withDatabase'

export const evaporateCommand: Command = {
  name: 'evaporate',
  summary: 'Destroy the cases whose days after closing are over, as the server does every hour',
  positionals: [],
  options: {
    'dry-run': { help: 'say how many would go, and destroy nothing' },
    json: jsonOption,
    language: languageOption,
  },
  run(input, terminal) {
    const [dry, language] = [flag(input, 'dry-run'), languageOf(input)]
    const texts = loadTexts(projectFile('locales'))
    return withDatabase(terminal, async ({ db }, { timeZone, evaporationDays }) => {
      const today = todayOf(terminal.clock, timeZone)
      const { due, next } = await forecastEvaporation(db, today, evaporationDays)
      const progress = progressOn(terminal, texts(language, 'evaporate.progress'), due)
      const { destroyed, wiped } = dry ? nothing : await evaporateCases(db, today, evaporationDays, progress)
      const coming = next && { day: evaporatesFrom(next.month, evaporationDays), cases: next.n }
      const result = { destroyed, due: dry ? due : 0, next: coming ?? null, wiped }
      terminal.out(flag(input, 'json') ? `${JSON.stringify(result)}\n` : asText(result, dry, texts, language))
      if (!wiped) terminal.err(`tropa: ${texts(language, 'evaporate.traces')}\n`)
      return 0
    })
  },
}

const nothing = { destroyed: 0, wiped: true }

interface Result {
  destroyed: number
  due: number
  next: { day: Day; cases: number } | null
  wiped: boolean
}

function asText({ destroyed, due, next }: Result, dry: boolean, texts: Texts, language: Language): string {
  const say = (key: string, values = {}) => `${texts(language, `evaporate.${key}`, values)}\n`
  return [
    dry ? say('due', { n: due }) : say('destroyed', { n: destroyed }),
    next ? say('next', { n: next.cases, day: dayName(language, next.day) }) : '',
  ].join('')
}
