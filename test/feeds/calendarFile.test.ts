import fc from 'fast-check'
import type { Day } from '../../src/calendar/month'
import { newCaseCode, type CaseCode } from '../../src/cases/caseCode'
import { calendarFile, type FeedItem } from '../../src/feeds/calendarFile'
import { parseCalendar } from './iCalendar'

const today = '2024-03-15' as Day
const items = fc.uniqueArray(
  fc.record({
    id: fc.uuid({ version: 4 }),
    code: fc.constant(0).map(newCaseCode),
    due: fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map(date => date.toISOString().slice(0, 10) as Day),
  }),
  { selector: (item: FeedItem) => item.id, maxLength: 30 },
)

test('is iCalendar by the rules of RFC 5545, whatever the follow-ups', () => {
  fc.assert(
    fc.property(items, all => {
      const { components } = parseCalendar(calendarFile(all, today))
      const events = components.filter(one => one.name === 'VEVENT')
      const read = events.map(({ properties }) => ({
        id: properties.get('UID')!.value,
        code: properties.get('SUMMARY')!.value,
        due: properties.get('DTSTART')!.value.replace(/(....)(..)(..)/, '$1-$2-$3'),
      }))
      expect(read).toEqual(all)
    }),
  )
})

test('is iCalendar without any follow-up, too', () => {
  expect(parseCalendar(calendarFile([], today)).components.map(one => one.name)).toEqual(['VTIMEZONE'])
})

test('holds for each follow-up a day, a code, and nothing else', () => {
  const id = '6f1f9e0e-7d5f-4c57-9d2f-0f8d1c5d7a11'
  const item = { id, code: 'K7M-4QX-Z' as CaseCode, due: '2024-04-02' as Day }
  expect(calendarFile([item], today)).toBe(
    [
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//calendar//calendar//EN', 'BEGIN:VEVENT', `UID:${id}`],
      ...['DTSTAMP:20240315T000000Z', 'DTSTART;VALUE=DATE:20240402', 'SUMMARY:K7M-4QX-Z'],
      ...['TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR', ''],
    ].join('\r\n'),
  )
})

test.each([
  ['ends of lines', (file: string) => file.replaceAll('\r\n', '\n')],
  ['a long line', (file: string) => file.replace('SUMMARY:', `SUMMARY:${'x'.repeat(75)}`)],
  ['no UID', (file: string) => file.replace(/UID:.*\r\n/, '')],
  ['a day that says it is a time', (file: string) => file.replace(';VALUE=DATE', '')],
  ['a component left open', (file: string) => file.replace('END:VEVENT\r\n', '')],
])('the reader of this test finds %s', (_, spoil) => {
  const item = { id: '6f1f9e0e-7d5f-4c57-9d2f-0f8d1c5d7a11', code: newCaseCode(), due: today }
  expect(() => parseCalendar(spoil(calendarFile([item], today)))).toThrow('not iCalendar')
})
