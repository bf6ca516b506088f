import type { Day } from '../calendar/month'
import type { CaseCode } from '../cases/caseCode'

/** What a calendar may know of a follow-up. */
export interface FeedItem {
  /** The random id of the follow-up, which stays when its day is moved. */
  id: string
  code: CaseCode
  due: Day
}

/**
 * An iCalendar file (RFC 5545) of whole days: the code of the case is all that each says. The stamp is the day on which
 * the file is asked for: when somebody last worked on a case is not to be read from it.
 */
export function calendarFile(items: FeedItem[], today: Day): string {
  const events = items.flatMap(item => eventOf(item, today))
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//calendar//calendar//EN']
  const all = [...lines, ...(events.length > 0 ? events : nothing), 'END:VCALENDAR']
  // No line comes near the 75 octets at which it would have to be folded.
  return all.map(line => `${line}\r\n`).join('')
}

function eventOf({ id, code, due }: FeedItem, today: Day): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${digits(today)}T000000Z`,
    `DTSTART;VALUE=DATE:${digits(due)}`,
    `SUMMARY:${code}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** A calendar has to hold something (section 3.6): where there is no day to tell, what UTC is. */
const nothing = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
]

function digits(day: Day): string {
  return day.replaceAll('-', '')
}
