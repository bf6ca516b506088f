import type { Day } from '../../src/calendar/month'
import { parseDueDay } from '../../src/followUps/dueDay'
import { daysUntil, dueText } from '../../src/followUps/dueText'
import { parseFollowUp } from '../../src/followUps/followUpForm'
import { texts } from '../support/testApp'

const today = '2024-01-31' as Day
const due = (form: object, on: string = today) => {
  const parsed = parseDueDay({ ...form }, on as Day)
  return parsed.ok ? parsed.value : parsed.problems.due
}

test.each([
  ['0', '2024-01-31'],
  ['1', '2024-02-01'],
  ['14', '2024-02-14'],
  ['month', '2024-02-29'],
])('a chip "%s" is %s', (when, day) => {
  expect(due({ when })).toBe(day)
})

test.each([
  ['2024-03-05', '2024-03-05'],
  ['5.3', '2024-03-05'],
  ['05.03.', '2024-03-05'],
  [' 5. 3. 2025 ', '2025-03-05'],
  // Without a year it is the next such day, today included.
  ['31.1', '2024-01-31'],
  ['30.1', '2025-01-30'],
])('typed "%s" is %s, whichever chip is chosen', (typed, day) => {
  expect(due({ due: typed, when: '1' })).toBe(day)
})

test('29 February without a year is the next one there is', () => {
  expect(due({ due: '29.2' })).toBe('2024-02-29')
  expect(due({ due: '29.2' }, '2026-03-01')).toBe('2028-02-29')
  expect(due({ due: '29.2' }, '2025-03-01')).toBe('follow_up.problem.due_far')
})

test.each([
  [{}, 'due_missing'],
  [{ when: '2' }, 'due_missing'],
  [{ due: '31.4' }, 'due'],
  [{ due: 'soon' }, 'due'],
  [{ due: '2024-13-01' }, 'due'],
  [{ due: '30.1.2024' }, 'due_past'],
  [{ due: '2026-02-01' }, 'due_far'],
])('%j is refused with a sentence', (form, problem) => {
  expect(due(form)).toBe(`follow_up.problem.${problem}`)
})

test('two years ahead is not too far', () => {
  expect(due({ due: '2026-01-31' })).toBe('2026-01-31')
})

describe('the words', () => {
  const parse = (form: object) => parseFollowUp({ when: '1', ...form }, today, usual => `<${usual}>`)
  const words = (form: object) => {
    const parsed = parse(form)
    return parsed.ok ? parsed.value.reason : parsed.problems.reason
  }

  test('are a usual reason, what was typed, or both', () => {
    expect(words({ usual: 'call' })).toBe('<call>')
    expect(words({ usual: 'other', reason: ' about  the\npapers ' })).toBe('about the papers')
    expect(words({ usual: 'call', reason: 'about the papers' })).toBe('<call>: about the papers')
  })

  test('are needed, and are no more than 200 characters', () => {
    expect(words({ reason: ' … ' })).toBe('follow_up.problem.reason')
    expect(words({ usual: 'none of these' })).toBe('follow_up.problem.reason')
    expect(words({ reason: 'ж'.repeat(200) })).toBe('ж'.repeat(200))
    expect(words({ reason: 'ж'.repeat(201) })).toBe('follow_up.problem.reason_long')
  })

  test('are asked for together with the day', () => {
    expect(parse({ when: '' })).toMatchObject({
      problems: { due: 'follow_up.problem.due_missing', reason: 'follow_up.problem.reason' },
    })
  })
})

// Clocks are put forward on 31 March 2024 and back on 27 October: those days are 23 and 25 hours long.
test.each([
  ['2024-03-30', '2024-04-01', 2],
  ['2024-10-26', '2024-10-28', 2],
  ['2024-03-01', '2024-02-28', -2],
  ['2024-12-31', '2025-01-01', 1],
])('from %s to %s it is %i days', (from, to, days) => {
  expect(daysUntil(to as Day, from as Day)).toBe(days)
})

test('a day is said as people say it', () => {
  const said = (day: string) => [
    dueText(texts, 'en', day as Day, today),
    dueText(texts, 'ru', day as Day, today).replaceAll('\u00a0', ' '),
  ]
  expect(said('2024-01-29')).toEqual(['2 days overdue', 'Просрочено на 2 дня'])
  expect(said('2024-01-10')).toEqual(['21 days overdue', 'Просрочено на 21 день'])
  expect(said('2024-01-31')).toEqual(['Today', 'Сегодня'])
  expect(said('2024-02-01')).toEqual(['Tomorrow', 'Завтра'])
  expect(said('2024-02-07')).toEqual(['Wed 7 Feb', 'ср, 7 февр.'])
  expect(said('2024-02-08')).toEqual(['8 Feb', '8 февр.'])
  expect(said('2025-02-08')).toEqual(['8 Feb 2025', '8 февр. 2025 г.'])
})
