import { addMonths, month, type Month } from '../../src/calendar/month'
import { inventCases } from '../../src/demo/inventCases'
import { readPublishedFigures } from '../../src/demo/publishedFigures'
import { breakdowns, dimensionOf, isUnsettled, type Breakdown } from '../../src/reports/breakdown'
import { factSentence } from '../../src/reports/factSentence'
import { headlineFacts, tellableFacts } from '../../src/reports/facts'
import type { Fact } from '../../src/reports/fact'
import { recordsBy, type Records } from '../../src/reports/records'
import { termsOf, type Taxonomy } from '../../src/taxonomy/taxonomy'
import { categories, defaultTaxonomy, demoCounts, texts } from './demoRecords'
import { caseCounts } from './caseCounts'
import { wrongClaims } from './sentenceChecks'

const cases = inventCases(readPublishedFigures())
const began = month('2023-01')
const settled = breakdowns.filter(by => !isUnsettled(by))

let taxonomy: Taxonomy
beforeAll(async () => {
  taxonomy = await defaultTaxonomy()
})

function demoBy(by: Breakdown, of: string | null, thisMonth: Month): Records {
  const asked = demoCounts.filter(count => of === null || count.category === of)
  const codes = termsOf(taxonomy, by).map(term => term.code)
  const of_ = (dimension: string) => asked.filter(count => count.dimension === dimension)
  return recordsBy(of_('total'), of_(dimensionOf(by)), { by, of, began, thisMonth, codes })
}

/** The group behind "came from soldiers" or "had the profile “Draft age”". */
function groupOf(by: Breakdown, came: string): string {
  const own = ownWords[came.replace('came from ', '')]
  const label = /“(.*)”$/.exec(came)?.[1]
  const code = own ?? termsOf(taxonomy, by).find(term => term.label.en === label)?.code
  if (!code) throw new Error(`no group for ${came}`)
  return code
}

const ownWords: Record<string, string> = {
  soldiers: 'soldier',
  'mobilised civilians': 'mobilised_civilian',
  'the people themselves': 'self',
  'spouses or partners': 'spouse_or_partner',
  parents: 'parent',
  'other relatives': 'other_relative',
  friends: 'friend',
  organisations: 'organisation',
  'the Central district': 'home_central',
  'the Northwestern district': 'home_northwestern',
  'the Southern district': 'home_southern',
  'the North Caucasian district': 'home_north_caucasian',
  'the Volga district': 'home_volga',
  'the Ural district': 'home_ural',
  'the Siberian district': 'home_siberian',
  'the Far Eastern district': 'home_far_eastern',
  'Armenia and Georgia': 'armenia_georgia',
  'Kazakhstan and Central Asia': 'kazakhstan_central_asia',
  'the European Union': 'eu',
  'elsewhere abroad': 'other_abroad',
  'places unknown': 'unknown',
}

/** Whatever is said of any 14 months that touch the demo, by a breakdown, each sentence once. */
function factsBy(by: Breakdown, of: string | null, thisMonth: Month): Fact[] {
  const records = demoBy(by, of, thisMonth)
  const starts = Array.from({ length: 27 }, (_, i) => addMonths(month('2021-12'), i))
  const facts = starts.flatMap(from => tellableFacts(records, { from, to: addMonths(from, 13) }))
  return [...new Map(facts.map(fact => [JSON.stringify(fact), fact])).values()]
}

/** What is wrong in what is said, or is not said alike in Russian. */
function wrongIn(by: Breakdown, of: string | null, thisMonth: Month): string[] {
  const counts = caseCounts(cases, by, of)
  const scope = { counts, of, began, thisMonth, groupOf: (came: string) => groupOf(by, came) }
  return factsBy(by, of, thisMonth).flatMap(fact => {
    const [en, ru] = [sayIn('en', fact), sayIn('ru', fact)]
    const alike = numbersIn('ru', ru) === numbersIn('en', en)
    return [...wrongClaims(en, scope), ...(alike ? [] : [`${en} / ${ru}`])]
  })
}

function sayIn(language: 'en' | 'ru', fact: Fact): string {
  return factSentence(fact, { language, texts, taxonomy })
}

describe.each(settled)('every sentence by %s is so, counted case by case, in both languages,', by => {
  it('of all requests, also while a month is not over', () => {
    expect(wrongIn(by, null, month('2024-02'))).toEqual([])
    expect(wrongIn(by, null, month('2024-03'))).toEqual([])
  })

  it.each(categories)('of the category %s', of => {
    expect(by === 'category' ? [] : wrongIn(by, of, month('2024-03'))).toEqual([])
  })
})

it('a sentence that is not so would be found', () => {
  const counts = caseCounts(cases, 'category', null)
  const thisMonth = month('2024-03')
  const wrong = (sentence: string) =>
    wrongClaims(sentence, { counts, of: null, began, thisMonth, groupOf: came => groupOf('category', came) })
  for (const [told, slips] of slipsIn) {
    expect(wrong(told)).toEqual([])
    for (const [so, not] of slips) expect([not, wrong(told.replace(so, not)).length]).not.toEqual([not, 0])
  }
})

/** True sentences, and what makes each false when it stands for something else. */
const slipsIn: [string, [so: string, not: string][]][] = [
  [
    '577 of 2,014 requests (28.6%) in September–November 2023 came from soldiers, up 89% on the number in June–August 2023: 305 of 1,905 (16%).',
    [
      ['577', '578'],
      ['2,014', '2,015'],
      ['28.6', '28.7'],
      ['up 89', 'up 90'],
      ['up', 'down'],
      ['June–August', 'May–July'],
      [', up', ', well up'],
      ['soldiers', 'mobilised civilians'],
    ],
  ],
  [
    '789 requests were logged in January 2024, the most in any month since records began in January 2023.',
    [
      ['789', '788'],
      ['January 2024', 'February 2024'],
      ['most', 'fewest'],
    ],
  ],
  [
    '218 of 691 requests (31.5%) in October 2023 came from soldiers, more than the month before for the 6th month in a row; in April 2023 it was 17 of 621 (2.7%).',
    [
      ['6th', '7th'],
      ['more', 'fewer'],
      ['April', 'May'],
    ],
  ],
]

it('nothing is said by what still changes', () => {
  for (const by of breakdowns.filter(isUnsettled)) expect(factsBy(by, null, month('2024-03'))).toEqual([])
})

it('the demo says what was published, in both languages', () => {
  const facts = headlineFacts(demoBy('category', null, month('2026-11')), {
    from: began,
    to: month('2024-02'),
  })
  const said = (language: 'en' | 'ru') =>
    facts.map(fact => sayIn(language, fact).replace(/[\u00a0\u202f]/g, ' ')).join('\n')
  for (const [en, ru] of published) {
    expect(said('en')).toContain(en)
    expect(said('ru')).toContain(ru)
  }
})

const published = [
  ['28 of 651 (4.3%) in January 2023', '28 из 651 (4,3 %) в январе 2023 года'],
  [
    '284 of 789 requests (36%) in January 2024 came from soldiers',
    'от военных поступило 284 из 789 обращений (36 %)',
  ],
  ['10.1 times the number a year before', 'в 10,1 раза больше, чем годом ранее'],
  ['577 of', '577 из'],
  [
    'up 89% on the number in June–August 2023: 305 of',
    'на 89 % больше, чем в июне–августе 2023 года: 305 из',
  ],
  [
    '3% of requests in March–May 2023 came from soldiers',
    'В марте–мае 2023 года от военных поступило 3 % обращений',
  ],
  ['More than 500 requests', 'более 500 обращений'],
  [
    'in January–February 2024 came from soldiers, the most in any two',
    'больше, чем за любые другие два месяца подряд',
  ],
] as const

/** All numbers and months of a sentence and its direction, in order of size: languages tell them in their own. */
function numbersIn(language: 'en' | 'ru', sentence: string): string {
  const plain =
    language === 'ru'
      ? sentence.replace(/(?<=\d)[\u00a0\u202f](?=\d{3})/g, '').replace(/(?<=\d),(?=\d)/g, '.')
      : sentence.replace(/(?<=\d),(?=\d{3})/g, '')
  const numbers = plain.match(/\d+(\.\d+)?/g) ?? []
  const months = (sentence.match(monthWords[language]) ?? []).map(word => monthNumber(language, word))
  const fewer = /down|fewe|low point|меньше/.test(sentence) ? ['fewer'] : []
  return [...numbers.sort(), ...months.sort(), ...fewer].join(' ')
}

const monthWords = {
  en: /January|February|March|April|May|June|July|August|September|October|November|December/g,
  ru: /(?<![а-яё])(январ|феврал|март|апрел|ма[ея]|июн|июл|август|сентябр|октябр|ноябр|декабр)/gi,
}

function monthNumber(language: 'en' | 'ru', word: string): number {
  const begin = word.toLowerCase().slice(0, 3)
  return beginnings[language].findIndex(one => begin.startsWith(one))
}

const beginnings = {
  en: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  ru: ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
}
