import { month } from '../../src/calendar/month'
import type { Count, Dimension } from '../../src/counts/count'
import { figureInFiling, requestsIn } from '../../src/filings/filedFigures'
import { contentOf, filedMonthOf, type FiledMonth } from '../../src/filings/filing'
import { parseContent } from '../../src/filings/parseContent'
import { differencesAside, differencesBy, hasChanged } from '../../src/filings/sinceFiling'
import { sinceSentence } from '../../src/filings/sinceText'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { texts } from '../support/testApp'

const january = month('2024-01')

function count(dimension: Dimension, category: string, value: string, n: number): Count {
  return { month: january, dimension, category, value, n }
}

/** A term called `Old …` until the end of 2023, `New …` in January, `Next …` from February on. */
function term(code: string) {
  const wording = (name: string, from?: string) => ({
    ...{ from: from ? month(from) : undefined, newMeaning: false },
    label: { en: `${name} ${code}`, ru: `${name} ${code}, по-русски` },
    meaning: { en: '', ru: '' },
  })
  const wordings = [wording('Old'), wording('New', '2024-01'), wording('Next', '2024-02')]
  return {
    code,
    parent: '',
    from: undefined,
    to: undefined,
    countsAs: undefined,
    wordings,
    label: wordings[2]!.label,
  }
}

const taxonomy: Taxonomy = {
  category: [term('soldier'), term('other')],
  need: [term('money'), term('legal')],
}

const counts = [
  count('total', 'soldier', 'all', 284),
  count('need', 'soldier', 'legal', 150),
  count('total', 'other', 'without_case', 40),
  count('need', 'soldier', 'money', 200),
  count('total', 'other', 'all', 465),
  count('channel', 'other', 'phone', 300),
  count('left_out', 'other', 'spam', 9),
  count('look_alike', 'other', 'all', 0),
]
const filed = filedMonthOf(january, counts, taxonomy)
const later = (...changed: Count[]) => {
  const isSame = (one: Count) =>
    changed.some(
      ({ dimension, category, value }) =>
        one.dimension === dimension && one.category === category && one.value === value,
    )
  return filedMonthOf(january, [...counts.filter(one => !isSame(one)), ...changed], taxonomy)
}

test('the content has every number above zero, and the words of that month for the codes that occur', () => {
  expect(JSON.parse(contentOf(filed))).toEqual({
    format: 'tropa-filed-month-1',
    use: 'internal, exact figures, not for publication',
    unit: 'requests, not people',
    month: '2024-01',
    counts: [
      { dimension: 'total', category: 'other', value: 'all', n: 465 },
      { dimension: 'total', category: 'other', value: 'without_case', n: 40 },
      { dimension: 'total', category: 'soldier', value: 'all', n: 284 },
      { dimension: 'channel', category: 'other', value: 'phone', n: 300 },
      { dimension: 'need', category: 'soldier', value: 'legal', n: 150 },
      { dimension: 'need', category: 'soldier', value: 'money', n: 200 },
      { dimension: 'left_out', category: 'other', value: 'spam', n: 9 },
    ],
    words: {
      category: [
        {
          code: 'soldier',
          label: { en: 'New soldier', ru: 'New soldier, по-русски' },
          meaning: { en: '', ru: '' },
        },
        {
          code: 'other',
          label: { en: 'New other', ru: 'New other, по-русски' },
          meaning: { en: '', ru: '' },
        },
      ],
      // A code that the taxonomy does not have stands for itself.
      channel: [{ code: 'phone', label: { en: 'phone', ru: 'phone' }, meaning: { en: '', ru: '' } }],
      need: [expect.objectContaining({ code: 'money' }), expect.objectContaining({ code: 'legal' })],
    },
  })
})

test('the same month gives the same bytes, in whatever order a database has it', () => {
  expect(contentOf(filedMonthOf(january, counts.toReversed(), taxonomy))).toBe(contentOf(filed))
  expect(parseContent(contentOf(filed))).toEqual(filed)
})

test.each<[string, (content: string) => string]>([
  ['nothing', () => ''],
  ['no JSON', content => content.slice(1)],
  ['a list', content => `[${content}]`],
  ['a blank more', content => content.replace(':', ': ')],
  ['no line break at the end', content => content.trimEnd()],
  ['another format', content => content.replace('month-1', 'month-2')],
  ['no month', content => content.replace('"2024-01"', '"2024-13"')],
  ['something added', content => content.replace('"month"', '"more":1,"month"')],
  ['something added to a count', content => content.replace('"n":40', '"n":40,"more":1')],
  ['a number in words', content => content.replace('"n":40', '"n":"40"')],
  ['a fraction', content => content.replace('"n":40', '"n":40.5')],
  ['a zero', content => content.replace('"n":40', '"n":0')],
  ['another dimension', content => content.replace('"left_out"', '"thrown_out"')],
  ['a cell twice', content => content.replace('"without_case"', '"all"')],
  ['another order', content => content.replace('"value":"legal","n":150', '"value":"z","n":150')],
  ['a label in one language', content => content.replace(',"ru":"New other, по-русски"', '')],
])('%s is not the content of a filing', (_, spoil) => {
  const content = contentOf(filed)
  expect(spoil(content)).not.toBe(content)
  expect(parseContent(spoil(content))).toBeUndefined()
})

test('a figure is looked up by dimension, value and category; what is not there is none', () => {
  const figure = (dimension: Dimension, value: string | null, category: string | null = null) =>
    figureInFiling(filed, { dimension, value, category })
  expect(requestsIn(filed)).toBe(789)
  expect([figure('total', null, 'soldier'), figure('total', null, 'other')]).toEqual([284, 505])
  expect([figure('need', 'legal'), figure('need', 'legal', 'other'), figure('need', 'gone')]).toEqual([
    150, 0, 0,
  ])
  expect([figure('channel', 'phone'), figure('channel', ''), figure('channel', '', 'soldier')]).toEqual([
    300, 489, 284,
  ])
})

test('what changed since is told apart by breakdown, and never summed into what was filed', () => {
  const now = later(
    count('total', 'other', 'all', 468),
    count('total', 'soldier', 'all', 283),
    count('channel', 'soldier', 'partner', 5),
    count('left_out', 'other', 'spam', 10),
  )
  expect(differencesBy('category', filed, now)).toEqual([
    { group: null, filed: 789, now: 791 },
    { group: 'soldier', filed: 284, now: 283 },
    { group: 'other', filed: 505, now: 508 },
  ])
  expect(differencesBy('channel', filed, now)).toEqual([
    { group: null, filed: 789, now: 791 },
    { group: 'partner', filed: 0, now: 5 },
    { group: '', filed: 489, now: 486 },
  ])
  expect(differencesBy('situation', filed, now)).toEqual([{ group: null, filed: 789, now: 791 }])
  expect(differencesAside(filed, now)).toEqual([{ group: 'spam', filed: 9, now: 10 }])
  expect(sinceSentence(filed, now, { language: 'en', texts })).toBe(
    'Since filing: all requests +2, New soldier −1, New other +3.',
  )
})

test.each<[string, FiledMonth, string]>([
  ['nothing', filed, 'Nothing has changed since.'],
  [
    'other figures alone',
    later(count('need', 'soldier', 'legal', 151)),
    'There are as many requests as when it was filed. Changed since: Need.',
  ],
  [
    'words alone',
    filedMonthOf(january, counts, { ...taxonomy, need: [] }),
    'The figures are the same as when it was filed; only the words for them, or their order, have changed.',
  ],
])('when %s changed, one sentence says so', (what, now, sentence) => {
  expect(hasChanged(filed, now)).toBe(what !== 'nothing')
  expect(sinceSentence(filed, now, { language: 'en', texts })).toBe(sentence)
})
