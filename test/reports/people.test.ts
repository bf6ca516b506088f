import { month } from '../../src/calendar/month'
import { recordCases } from '../../src/cases/recordCase'
import { peopleIn, requestSentences } from '../../src/reports/people'
import { plainQuestion } from '../../src/reports/question'
import { readCounted, readReport } from '../../src/reports/reportStore'
import type { Database } from '../../src/db/open'
import { addMember, someFacts, today } from '../support/members'
import { testDatabase } from '../support/testDatabase'
import { period, texts } from './demoRecords'

describe('how many people requests came from', () => {
  let database: Database
  beforeEach(async () => void (database = await testDatabase()))
  afterEach(() => database.close())

  const closed = (outcome: string) => someFacts({ status: 'closed', outcome })
  const alike = someFacts({ place: 'eu', needs: ['legal'] })
  const earlier = someFacts({ place: 'eu', needs: ['legal'], month: month('2024-02') })

  it.each([
    [
      'a range',
      [alike, alike, alike, earlier, someFacts(), closed('spam'), closed('repeat'), closed('repeat')],
      '8 requests came in: spam 1, repeats of other cases 2, counted 5. Those counted came from between 3 and 5 people, as far as one can know: 2 of them look like another request of the same month.',
      'Поступило 8 обращений: спам — 1, повторы других дел — 2, учтено — 5. За учтёнными обращениями, насколько можно судить, от 3 до 5 человек: 2 обращения похожи на другое обращение того же месяца.',
    ],
    [
      'one of them',
      [alike, alike],
      '2 requests came in: spam 0, repeats of other cases 0, counted 2. Those counted came from between 1 and 2 people, as far as one can know: 1 of them looks like another request of the same month.',
      'Поступило 2 обращения: спам — 0, повторы других дел — 0, учтено — 2. За учтёнными обращениями, насколько можно судить, от 1 до 2 человек: 1 обращение похоже на другое обращение того же месяца.',
    ],
    [
      'nothing alike',
      [someFacts()],
      '1 request came in: spam 0, repeats of other cases 0, counted 1. As far as one can know, each of those counted came from another person: no two of a month look alike.',
      'Поступило 1 обращение: спам — 0, повторы других дел — 0, учтено — 1. Насколько можно судить, каждое учтённое обращение — от другого человека: похожих обращений одного месяца нет.',
    ],
  ])('is said honestly: %s', async (_, cases, english, russian) => {
    const actor = await addMember(database.db, 'coordinator')
    await recordCases(database.db, [actor.id], cases, today)
    const counted = (await readCounted(database.db, today.month))!
    const report = await readReport(database.db, counted, plainQuestion(period('2024-02', '2024-03')))
    expect(requestSentences(report, texts, 'en').join(' ')).toBe(english)
    expect(requestSentences(report, texts, 'ru').join(' ')).toBe(russian)
  })

  it.each([
    [0, 0, 0, 0],
    [5, 2, 3, 5],
    [1, 1, 1, 1],
  ])('of %d requests of which %d look alike there are %d to %d', (total, alike, least, most) => {
    const trend = { sum: { total } }
    expect(peopleIn({ trend, alike })).toEqual({ least, most })
  })
})
