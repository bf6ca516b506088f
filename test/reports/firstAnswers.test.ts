import { month } from '../../src/calendar/month'
import { moveCounts } from '../../src/counts/countStore'
import { firstAnswerTable } from '../../src/reports/firstAnswerTable'
import { reportJson } from '../../src/reports/reportJson'
import { plainQuestion } from '../../src/reports/question'
import { readCounted, readReport } from '../../src/reports/reportStore'
import type { Database } from '../../src/db/open'
import { someFacts } from '../support/members'
import { testDatabase } from '../support/testDatabase'
import { period, texts } from './demoRecords'

describe('first answers', () => {
  let database: Database
  beforeEach(async () => void (database = await testDatabase()))
  afterEach(() => database.close())

  it('are counted by month, with shares of those that are known where there are enough', async () => {
    const answered = (first_response: string | null, when = '2024-03') =>
      someFacts({ first_response, month: month(when) })
    const quick = Array.from({ length: 15 }, () => answered('within_1h'))
    const slow = Array.from({ length: 5 }, () => answered('later'))
    await moveCounts(database.db, [], [...quick, ...slow, answered(null), answered('none', '2024-02')])
    const report = await read()
    const { firstAnswers, taxonomy } = report
    const table = firstAnswerTable(firstAnswers, { language: 'en', texts, taxonomy })!
    expect(table.heads.slice(0, 2)).toEqual(['Within an hour', 'Within 4 hours'])
    const [february, march] = table.rows
    expect(february).toMatchObject({ name: 'Feb 2024', unknown: '0' })
    expect(february!.cells.at(-1)).toEqual({ count: '1', share: '' })
    expect(march).toMatchObject({ provisional: true, unknown: '1' })
    expect(march!.cells[0]).toEqual({ count: '15', share: '75.0%' })
    expect(table.sum).toMatchObject({ unknown: '1' })
    expect(reportJson(report, texts).first_answers[1]).toMatchObject({
      from: '2024-03',
      answers: expect.arrayContaining([{ first_response: 'within_1h', count: 15 }]),
      not_known: 1,
    })
  })

  it('have no table while none is known', async () => {
    await moveCounts(database.db, [], [someFacts()])
    const { firstAnswers, taxonomy } = await read()
    expect(firstAnswerTable(firstAnswers, { language: 'en', texts, taxonomy })).toBeUndefined()
  })

  async function read() {
    const counted = (await readCounted(database.db, month('2024-03')))!
    return readReport(database.db, counted, plainQuestion(period('2024-02', '2024-03')))
  }
})
