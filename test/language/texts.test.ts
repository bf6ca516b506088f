import { month } from '../../src/calendar/month'
import { inPeriod, monthName, periodName } from '../../src/language/monthNames'
import { formatNumber, formatShare, inColumns } from '../../src/language/numbers'
import { languageOf } from '../../src/language/texts'
import { texts } from '../support/testApp'

test.each([
  [0, 'Дел нет', 'No cases'],
  [1, '1 дело', '1 case'],
  [2, '2 дела', '2 cases'],
  [5, '5 дел', '5 cases'],
  [11, '11 дел', '11 cases'],
  [21, '21 дело', '21 cases'],
  [111, '111 дел', '111 cases'],
  [1.5, '1,5 дела', '1.5 cases'],
])('%p has its plural in both languages', (n, russian, english) => {
  expect(texts('ru', 'case.list.heading', { n })).toBe(russian)
  expect(texts('en', 'case.list.heading', { n })).toBe(english)
})

test('Russian months stand in the case their sentence needs', () => {
  const january = month('2024-01')
  expect(monthName('ru', january)).toBe('январь 2024 года')
  expect(monthName('ru', january, 'genitive')).toBe('января 2024 года')
  expect(inPeriod('ru', january)).toBe('в январе 2024 года')
  expect(inPeriod('en', january)).toBe('in January 2024')
  expect(inPeriod('ru', month('2023-06'), month('2023-08'))).toBe('в июне–августе 2023 года')
  expect(periodName('ru', month('2023-12'), month('2024-02'))).toBe('декабрь 2023 года — февраль 2024 года')
})

test('numbers and shares are written as each language does', () => {
  expect(spaced(formatNumber('ru', 12345.6, 1))).toBe('12 345,6')
  expect(formatNumber('en', 12345.6, 1)).toBe('12,345.6')
  expect(spaced(formatShare('ru', 0.0430108))).toBe('4,3 %')
  expect(formatShare('en', 0.0430108)).toBe('4.3%')
  expect(formatShare('en', 284 / 789)).toBe('36%')
  expect(inColumns.difference('en', -4)).toBe('−4.0')
  expect(inColumns.difference('en', 31.69)).toBe('+31.7')
  expect(inColumns.share('en', 0.36)).toBe('36.0%')
  expect(inColumns.times('ru', 10)).toBe('×10,0')
})

test('a browser that asks for neither language gets English', () => {
  expect(languageOf(false)).toBe('en')
  expect(languageOf('ru')).toBe('ru')
})

test('a key that does not exist is an error, not an empty page', () => {
  expect(() => texts('en', 'no.such.key')).toThrow('no text for "no.such.key"')
})

/** Russian separates with no-break spaces of several kinds. */
function spaced(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ')
}
