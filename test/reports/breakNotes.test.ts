import { month } from '../../src/calendar/month'
import { chartBreaks } from '../../src/reports/breakNotes'
import type { Report } from '../../src/reports/reportStore'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { period, texts } from './demoRecords'

test('a caption says from when on it is counted differently, and what changed', () => {
  const term = (en: string, dates: object) => ({ code: en, label: { en, ru: en }, wordings: [], ...dates })
  const taxonomy = {
    need: [
      term('Legal', {}),
      term('Shelter', { from: month('2023-05') }),
      term('Money', { to: month('2023-04') }),
      term('Medical', { wordings: [{ from: month('2023-05'), newMeaning: true }] }),
      term('Later', { from: month('2024-05') }),
    ],
  } as unknown as Taxonomy
  const report = {
    records: { by: 'need', breaks: [month('2023-05'), month('2024-05')] },
    question: { of: null },
    trend: { period: period('2023-01', '2023-12') },
  } as unknown as Report
  expect(chartBreaks(report, { language: 'en', texts, taxonomy })).toEqual([
    'Dashed upright line: from May 2023 on it is counted differently (“Shelter” is new, “Money” is no longer recorded, “Medical” means something else).',
  ])
})
