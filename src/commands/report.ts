import { monthAt } from '../calendar/month'
import { loadTexts, type Texts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { breakdowns } from '../reports/breakdown'
import { defaultPeriod, type Period } from '../reports/period'
import { parseQuestion, type Question } from '../reports/question'
import { reportJson } from '../reports/reportJson'
import { countedCategories, readCounted, readReport, type Counted } from '../reports/reportStore'
import { steps } from '../reports/step'
import { BadUse, jsonOption, languageOption, type Command, type Input } from './command'
import { flag, languageOf, monthOf, option, refuseReversed } from './input'
import { problemsIn } from './problems'
import { reportText } from './reportText'
import { withDatabase } from './withDatabase'

export const reportCommand: Command = {
  name: 'report',
  summary: 'Read the months: exact figures and sentences, for inside the organisation only',
  positionals: [],
  options: {
    from: { value: 'YYYY-MM', help: 'the first month (default: the last 14 months that have figures)' },
    to: { value: 'YYYY-MM', help: 'the last month' },
    step: { value: 'STEP', help: `${steps.join(', ')} (default: month)` },
    by: { value: 'WHAT', help: `${breakdowns.join(', ')} (default: category)` },
    category: { value: 'CODE', help: 'only the requests of one category' },
    compare: {
      value: 'HOW',
      help: 'hold the period against the one before it (before) or the same a year before (year)',
    },
    json: jsonOption,
    language: languageOption,
  },
  run(input, terminal) {
    const language = languageOf(input)
    refuseReversed(askedPeriod(input))
    return withDatabase(terminal, async ({ db }, { timeZone }) => {
      const texts = loadTexts(projectFile('locales'))
      const counted = await readCounted(db, monthAt(terminal.clock.now(), timeZone))
      if (!counted)
        throw new Error('no request has been logged or imported yet, so there is nothing to report')
      const report = await readReport(db, counted, questionFor(input, counted, texts))
      if (report.trend.rows.length === 0) throw new Error('no month of this period has figures')
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
  return asked
}

/** The options are the fields of the page. */
function questionFor(input: Input, counted: Counted, texts: Texts): Question {
  const fields = ['from', 'to', 'step', 'by', 'category', 'compare']
  const form = Object.fromEntries(fields.map(field => [field, option(input, field) ?? '']))
  const question = parseQuestion(form, defaultPeriod(counted.totals), countedCategories(counted))
  if (question.ok) return question.value
  throw new BadUse(problemsIn(question.problems, texts, 'en').message)
}
