import { monthAt } from '../calendar/month'
import { loadTexts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { defaultPeriod, lengthOf, longestPeriod, type Period } from '../reports/period'
import { reportJson } from '../reports/reportJson'
import { readCounted, readReport, type Counted } from '../reports/reportStore'
import { BadUse, jsonOption, languageOption, type Command, type Input } from './command'
import { flag, languageOf, monthOf, option, refuseReversed } from './input'
import { reportText } from './reportText'
import { withDatabase } from './withDatabase'

export const reportCommand: Command = {
  name: 'report',
  summary: 'Read the months: exact figures and sentences, for inside the organisation only',
  positionals: [],
  options: {
    from: { value: 'YYYY-MM', help: 'the first month (default: the last 14 months that have figures)' },
    to: { value: 'YYYY-MM', help: 'the last month' },
    json: jsonOption,
    language: languageOption,
  },
  run(input, terminal) {
    const language = languageOf(input)
    const asked = askedPeriod(input)
    return withDatabase(terminal, async ({ db }, { timeZone }) => {
      const texts = loadTexts(projectFile('locales'))
      const counted = await readCounted(db, monthAt(terminal.clock.now(), timeZone))
      if (!counted)
        throw new Error('no request has been logged or imported yet, so there is nothing to report')
      const report = await readReport(db, counted, periodFor(asked, counted))
      if (report.trend.months.length === 0) throw new Error('no month of this period has figures')
      if (flag(input, 'json')) terminal.out(`${JSON.stringify(reportJson(report, texts), null, 2)}\n`)
      else terminal.out(reportText(report, texts, language))
      return 0
    })
  },
}

function askedPeriod(input: Input): Partial<Period> {
  const asked: Partial<Period> = {}
  if (option(input, 'from') !== undefined) asked.from = monthOf(input, 'from')
  if (option(input, 'to') !== undefined) asked.to = monthOf(input, 'to')
  refuseReversed(asked)
  return asked
}

function periodFor(asked: Partial<Period>, counted: Counted): Period {
  const period = { ...defaultPeriod(counted.totals), ...asked }
  refuseReversed(period)
  if (lengthOf(period) > longestPeriod) throw new BadUse(`a report has ${longestPeriod} months at most`)
  return period
}
