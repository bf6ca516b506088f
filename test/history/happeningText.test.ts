import type { Day } from '../../src/calendar/month'
import type { Database } from '../../src/db/open'
import type { Language } from '../../src/db/schema'
import type { Happening } from '../../src/history/event'
import { happeningText, membersIn, type HistoryWording } from '../../src/history/happeningText'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { testDatabase } from '../support/testDatabase'
import { loadTexts } from '../../src/language/texts'
import { projectFile } from '../../src/projectFiles'

const day = (text: string) => text as Day

/** Every kind of happening, with what is said of it in either language. A kind that is missing here does not compile. */
const told: { [What in Happening['what']]: [Happening & { what: What }, en: string, ru: string][] } = {
  recorded: [[{ what: 'recorded' }, 'Anna logged the request', 'Anna: обращение записано']],
  edited: [
    [
      {
        what: 'edited',
        changes: [
          { field: 'urgency', before: 'routine', after: 'day' },
          { field: 'month', before: '2024-02', after: '2024-03' },
          { field: 'place', before: null, after: 'eu' },
          { field: 'needs', before: ['legal', 'money'], after: ['asylum', 'legal'] },
        ],
      },
      'Anna edited: Urgency: Routine → Within 24 hours; Month of the request: February 2024 → March 2024; Place: not provided → European Union; What is needed: + Asylum, residence permit, − Money',
      'Anna: поля изменены. Срочность: Обычная → 24 часа; Месяц обращения: февраль 2024 года → март 2024 года; Место: не указано → Евросоюз; Что нужно: + Убежище, ВНЖ, − Деньги',
    ],
  ],
  moved: [
    [{ what: 'moved', from: 'new', to: 'in_progress' }, 'Anna started it', 'Anna: работа начата'],
    [
      { what: 'moved', from: 'in_progress', to: 'awaiting_reply' },
      'Anna waits for a reply',
      'Anna: ждём ответа',
    ],
    [
      { what: 'moved', from: 'awaiting_reply', to: 'in_progress' },
      'Anna noted that the reply came',
      'Anna: ответ пришёл',
    ],
    [{ what: 'moved', from: 'new', to: 'referred' }, 'Anna referred it', 'Anna: дело передано партнёру'],
    [
      { what: 'moved', from: 'in_progress', to: 'new' },
      'Anna changed the status: In progress → New',
      'Anna: статус изменён: В работе → Новое',
    ],
  ],
  closed: [
    [
      { what: 'closed', outcome: 'advice_given', reason: '' },
      'Anna closed it: Advice given',
      'Anna: дело закрыто. Итог: Консультация дана',
    ],
    [
      { what: 'closed', outcome: 'contact_lost', reason: 'no answer twice' },
      'Anna closed it: Contact lost. Reason: no answer twice',
      'Anna: дело закрыто. Итог: Связь потеряна. Причина: no answer twice',
    ],
  ],
  reopened: [[{ what: 'reopened' }, 'Anna reopened it', 'Anna: дело открыто снова']],
  assigned: [
    [
      { what: 'assigned', from: 'b', to: 'c' },
      'Anna handed it over: from Boris to Clara',
      'Anna: дело передано: от Boris к Clara',
    ],
    [{ what: 'assigned', from: 'a', to: 'c' }, 'Anna handed it over to Clara', 'Anna: дело передано: Clara'],
    [{ what: 'assigned', from: null, to: 'c' }, 'Anna handed it over to Clara', 'Anna: дело передано: Clara'],
    [{ what: 'assigned', from: null, to: 'a' }, 'Anna took it', 'Anna: дело взято'],
    [
      { what: 'assigned', from: 'a', to: null },
      'Anna gave it back: nobody has it',
      'Anna: дело возвращено, его никто не ведёт',
    ],
  ],
  taken: [[{ what: 'taken' }, 'Anna took it', 'Anna: дело взято']],
  undone: [
    [{ what: 'undone', undone: 'closing' }, 'Anna took the closing back', 'Anna: закрытие отменено'],
    [{ what: 'undone', undone: 'assignment' }, 'Anna took the handing over back', 'Anna: передача отменена'],
    [
      { what: 'undone', undone: 'repeat' },
      'Anna took back that it is a repeat',
      'Anna: отметка о повторе отменена',
    ],
    [
      { what: 'undone', undone: 'status' },
      'Anna took the change of status back',
      'Anna: смена статуса отменена',
    ],
    [
      { what: 'undone', undone: 'follow_ups_done' },
      'Anna took back that it was done',
      'Anna: отметка «сделано» отменена',
    ],
    [
      { what: 'undone', undone: 'follow_ups_dropped' },
      'Anna put back what had been dropped',
      'Anna: снятое возвращено',
    ],
  ],
  follow_up_set: [
    [
      { what: 'follow_up_set', due: day('2024-03-12'), reason: 'call back' },
      'Anna set a follow-up for 12 March 2024: call back',
      'Anna: намечено на 12 марта 2024 г.: call back',
    ],
  ],
  follow_up_moved: [
    [
      { what: 'follow_up_moved', from: day('2024-03-12'), due: day('2024-03-20'), reason: 'call back' },
      'Anna moved a follow-up from 12 March 2024 to 20 March 2024: call back',
      'Anna: перенесено с 12 марта 2024 г. на 20 марта 2024 г.: call back',
    ],
  ],
  follow_up_done: [
    [
      { what: 'follow_up_done', due: day('2024-03-12'), reason: 'call back' },
      'Anna did what was due on 12 March 2024: call back',
      'Anna: сделано то, что намечено на 12 марта 2024 г.: call back',
    ],
  ],
  follow_up_dropped: [
    [
      { what: 'follow_up_dropped', due: day('2024-03-12'), reason: '' },
      'Anna dropped what was due on 12 March 2024',
      'Anna: снято то, что намечено на 12 марта 2024 г.',
    ],
  ],
  referral_sent: [
    [
      { what: 'referral_sent', partner: 'Harbour' },
      'Anna referred it to Harbour',
      'Anna: дело передано партнёру: Harbour',
    ],
  ],
  referral_answered: [
    [
      { what: 'referral_answered', partner: 'Harbour', answer: 'accepted', outcome: '' },
      'Anna noted the answer of Harbour: accepted',
      'Anna: записан ответ партнёра Harbour: принято',
    ],
    [
      { what: 'referral_answered', partner: 'Harbour', answer: 'refused', outcome: 'no places' },
      'Anna noted the answer of Harbour: refused. no places',
      'Anna: записан ответ партнёра Harbour: отказ. no places',
    ],
  ],
  repeat_of: [
    [
      { what: 'repeat_of', code: 'K7M-4QX-Z' },
      'Anna marked it as a repeat of K7M-4QX-Z',
      'Anna: отмечено как повтор дела K7M-4QX-Z',
    ],
  ],
  repeated_by: [
    [
      { what: 'repeated_by', code: 'K7M-4QX-Z' },
      'Anna marked K7M-4QX-Z as a repeat of it',
      'Anna: дело K7M-4QX-Z отмечено как его повтор',
    ],
  ],
}

const texts = loadTexts(projectFile('locales'))

let database: Database
let wording: Omit<HistoryWording, 'language'>
beforeAll(async () => {
  database = await testDatabase()
  const names = new Map(Object.entries({ a: 'Anna', b: 'Boris', c: 'Clara' }))
  wording = { texts, names, taxonomy: await readTaxonomy(database.db) }
})
afterAll(() => database.close())

test.each(Object.entries(told))('what members do is told in one line: %s', (_, cases) => {
  expect(cases.length).toBeGreaterThan(0)
  for (const [happening, ...lines] of cases) {
    const event = { ...happening, day: day('2024-03-01'), by: 'a' }
    const read = (language: Language) => happeningText({ ...wording, language }, event)
    expect([read('en'), read('ru')].map(line => line.replaceAll(' ', ' '))).toEqual(lines)
  }
})

test('a member who is gone, or a code that is no more, does not keep the line from being told', () => {
  const event = { what: 'closed', outcome: 'ended', reason: '', day: day('2024-03-01'), by: 'gone' } as const
  const line = 'somebody who is no member any more closed it: ended'
  expect(happeningText({ ...wording, language: 'en' }, event)).toBe(line)
})

test('the members whom a line names are those whose names it takes', () => {
  const event = { what: 'assigned', from: null, to: 'c', day: day('2024-03-01'), by: 'a' } as const
  expect(membersIn(event)).toEqual(['a', 'c'])
})
