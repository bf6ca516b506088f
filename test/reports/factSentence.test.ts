import { inPeriod } from '../../src/language/monthNames'
import { month } from '../../src/calendar/month'
import { headlineFacts } from '../../src/reports/facts'
import { factSentence, factTitle } from '../../src/reports/factSentence'
import type { Fact } from '../../src/reports/fact'
import { figureOf } from '../../src/reports/records'
import type { Language } from '../../src/db/schema'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { defaultTaxonomy, demoRecords, period, recordsFrom, texts } from './demoRecords'

let taxonomy: Taxonomy
beforeAll(async () => {
  taxonomy = await defaultTaxonomy()
})

/** Sentences with plain spaces, so that they can be read here. */
function say(language: Language, facts: Fact[]): string[] {
  return facts.map(fact => plain(factSentence(fact, { language, texts, taxonomy })))
}

function plain(sentence: string): string {
  return sentence.replace(/[\u00A0\u202F]/g, ' ')
}

describe('the published figures', () => {
  const facts = headlineFacts(demoRecords(), period('2023-01', '2024-02'))

  it('are said in English', () => {
    expect(say('en', facts)).toEqual([
      '284 of 789 requests (36%) in January 2024 came from soldiers, 10.1 times the number a year before: 28 of 651 (4.3%) in January 2023.',
      'More than 500 requests (515 of 1,502) in January–February 2024 came from soldiers, the most in any two months in a row since records began in January 2023.',
      '577 of 2,014 requests (28.6%) in September–November 2023 came from soldiers, up 89% on the number in June–August 2023: 305 of 1,905 (16%).',
      '3% of requests in March–May 2023 came from soldiers (56 of 1,854); in December 2023 – February 2024 it was 32% (683 of 2,125).',
      '380 of 638 requests (59.6%) in July 2023 came from mobilised civilians, fewer than the month before for the 5th month in a row; in February 2023 it was 498 of 661 (75.3%).',
      '5,495 of 9,210 requests (59.7%) in January 2023 – February 2024 came from mobilised civilians, more than in any other category.',
    ])
  })

  it('are said in Russian', () => {
    expect(say('ru', facts)).toEqual([
      'В январе 2024 года от военных поступило 284 из 789 обращений (36 %) — в 10,1 раза больше, чем годом ранее: 28 из 651 (4,3 %) в январе 2023 года.',
      'В январе–феврале 2024 года от военных поступило более 500 обращений (515 из 1 502) — больше, чем за любые другие два месяца подряд с начала учёта в январе 2023 года.',
      'В сентябре–ноябре 2023 года от военных поступило 577 из 2 014 обращений (28,6 %) — на 89 % больше, чем в июне–августе 2023 года: 305 из 1 905 (16 %).',
      'В марте–мае 2023 года от военных поступило 3 % обращений (56 из 1 854), в декабре 2023 года — феврале 2024 года — 32 % (683 из 2 125).',
      'В июле 2023 года от гражданских под мобилизацией поступило 380 из 638 обращений (59,6 %) — 5-й месяц подряд меньше, чем месяцем ранее; в феврале 2023 года было 498 из 661 (75,3 %).',
      'В январе 2023 года — феврале 2024 года от гражданских под мобилизацией поступило 5 495 из 9 210 обращений (59,7 %) — больше, чем в любой другой категории.',
    ])
  })

  it('are said of January 2023 on its own page', () => {
    const january = headlineFacts(demoRecords(), period('2023-01', '2023-01'))
    expect(say('en', january)).toContain('28 of 651 requests (4.3%) in January 2023 came from soldiers.')
    expect(say('ru', january)).toContain(
      'В январе 2023 года от военных поступило 28 из 651 обращения (4,3 %).',
    )
  })

  it('make a title of ten words or fewer', () => {
    const title = (language: Language) => factTitle(facts[0]!, { language, texts, taxonomy })!
    expect(title('en')).toBe('Soldiers’ requests: 28 in January 2023, 284 in January 2024')
    expect(title('ru')).toBe('Обращения военных: январь 2023 — 28, январь 2024 — 284')
    expect(title('en').split(' ').length).toBeLessThanOrEqual(10)
    expect(
      title('ru')
        .split(' ')
        .filter(word => word !== '–').length,
    ).toBeLessThanOrEqual(10)
  })
})

describe('a change', () => {
  const change = (before: number[], now: number[], group: string | null = 'other'): Fact => {
    const rows = [before, ...Array.from({ length: 11 }, () => [0, 0, 0]), now]
    const records = recordsFrom('2022-05', rows)
    const figure = figureOf(records, group, period('2023-05', '2023-05'))
    const against = figureOf(records, group, period('2022-05', '2022-05'))
    return { kind: 'year_change', by: 'category', of: null, group, figure, against, score: 1 }
  }

  it.each([
    [20, 40, '2 times the number a year before', 'в 2 раза больше, чем годом ранее'],
    [20, 100, '5 times the number a year before', 'в 5 раз больше, чем годом ранее'],
    [10, 210, '21 times the number a year before', 'в 21 раз больше, чем годом ранее'],
    [20, 50, '2.5 times the number a year before', 'в 2,5 раза больше, чем годом ранее'],
    [20, 35, 'up 75% on a year before', 'на 75 % больше, чем годом ранее'],
    [40, 15, 'down 63% on a year before', 'на 63 % меньше, чем годом ранее'],
    [0, 20, 'more than a year before: 0 of 100', 'больше, чем годом ранее: 0 из 100'],
    [1000, 1, 'fewer than a year before', 'меньше, чем годом ранее'],
    [20, 0, 'fewer than a year before', 'меньше, чем годом ранее'],
  ])('from %i to %i is put into words', (before, now, english, russian) => {
    const rest = (n: number) => [Math.max(0, 100 - n), 0, n]
    const fact = change(rest(before), rest(now))
    expect(say('en', [fact])[0]).toContain(english)
    expect(say('ru', [fact])[0]).toContain(russian)
  })

  it('of a category without words of its own names it as it is labelled', () => {
    const fact = change([80, 0, 20], [60, 0, 40])
    expect(say('en', [fact])[0]).toMatch(
      /^40 of 100 requests \(40%\) in May 2023 fell under “Other or unknown”, /,
    )
    expect(say('ru', [fact])[0]).toMatch(
      /^В мае 2023 года в категории «Другое или неизвестно» поступило 40 из 100 обращений/,
    )
  })

  it('of all requests needs no denominator', () => {
    const fact = change([80, 0, 21], [160, 0, 61], null)
    expect(say('en', [fact])).toEqual([
      '221 requests were logged in May 2023, 2.2 times the number a year before: 101 in May 2022.',
    ])
    expect(say('ru', [fact])).toEqual([
      'В мае 2023 года поступило 221 обращение — в 2,2 раза больше, чем годом ранее: 101 в мае 2022 года.',
    ])
  })
})

describe('a sentence of each pattern', () => {
  const at = (from: string, count: number, total: number, to = from) => ({
    ...period(from, to),
    count,
    total,
  })
  const soldiers = { by: 'category', of: null, group: 'soldier', score: 1 } as const
  const [january, may] = [at('2024-01', 284, 789), at('2023-05', 20, 600)]
  const began = { month: month('2023-01'), start: 'records' } as const
  const changed = { month: month('2023-03'), start: 'definitions' } as const

  it.each<[string, Fact, string, string]>([
    [
      'a month before',
      { ...soldiers, kind: 'month_change', figure: january, against: at('2023-12', 168, 623) },
      '284 of 789 requests (36%) in January 2024 came from soldiers, up 69% on the month before: 168 of 623 (27%) in December 2023.',
      'В январе 2024 года от военных поступило 284 из 789 обращений (36 %) — на 69 % больше, чем месяцем ранее: 168 из 623 (27 %) в декабре 2023 года.',
    ],
    [
      'a quarter before',
      {
        ...soldiers,
        kind: 'quarter_change',
        figure: at('2023-07', 435, 1974, '2023-09'),
        against: at('2023-04', 91, 1825, '2023-06'),
      },
      '435 of 1,974 requests (22%) in July–September 2023 came from soldiers, 4.8 times the number in April–June 2023: 91 of 1,825 (5%).',
      'В июле–сентябре 2023 года от военных поступило 435 из 1 974 обращений (22 %) — в 4,8 раза больше, чем в апреле–июне 2023 года: 91 из 1 825 (5 %).',
    ],
    [
      'the lowest month',
      { ...soldiers, kind: 'lowest', figure: may, since: changed },
      '20 of 600 requests (3.3%) in May 2023 came from soldiers, the fewest in any month since the definitions last changed in March 2023.',
      'В мае 2023 года от военных поступило 20 из 600 обращений (3,3 %) — меньше, чем в любой другой месяц с последней смены определений в марте 2023 года.',
    ],
    [
      'a turning point',
      { ...soldiers, kind: 'turning_point', figure: may, against: at('2023-01', 128, 651), after: january },
      '20 of 600 requests (3.3%) in May 2023 came from soldiers, the low point between 128 of 651 (19.7%) in January 2023 and 284 of 789 (36%) in January 2024.',
      'В мае 2023 года от военных поступило 20 из 600 обращений (3,3 %) — меньше всего за это время: в январе 2023 года было 128 из 651 (19,7 %), в январе 2024 года — 284 из 789 (36 %).',
    ],
    [
      'a run',
      { ...soldiers, kind: 'run', figure: january, against: may, months: 8, since: began },
      '284 of 789 requests (36%) in January 2024 came from soldiers, more than the month before for the 8th month in a row, the longest such run since records began in January 2023; in May 2023 it was 20 of 600 (3.3%).',
      'В январе 2024 года от военных поступило 284 из 789 обращений (36 %) — 8-й месяц подряд больше, чем месяцем ранее (самый долгий такой ряд с начала учёта в январе 2023 года); в мае 2023 года было 20 из 600 (3,3 %).',
    ],
    [
      'months above a number',
      { ...soldiers, kind: 'run_above', figure: at('2023-09', 745, 2637, '2023-12'), months: 4, above: 100 },
      'In September–December 2023 more than 100 requests came from soldiers every month, 4 in a row; 745 of 2,637 (28.3%) in all.',
      'В сентябре–декабре 2023 года от военных каждый месяц поступало более 100 обращений, 4 месяца подряд; всего 745 из 2 637 (28,3 %).',
    ],
    [
      'months above a number, of all',
      {
        ...soldiers,
        group: null,
        kind: 'run_above',
        figure: at('2023-05', 4000, 4000, '2023-09'),
        months: 5,
        above: 500,
      },
      'In May–September 2023 more than 500 requests were logged every month, 5 in a row; 4,000 in all.',
      'В мае–сентябре 2023 года каждый месяц поступало более 500 обращений, 5 месяцев подряд; всего 4 000.',
    ],
    [
      'a place among others',
      {
        ...soldiers,
        by: 'need',
        group: 'leaving',
        kind: 'rank_change',
        figure: at('2023-09', 577, 2014, '2023-11'),
        against: at('2023-06', 305, 1905, '2023-08'),
        rank: { now: 2, before: 3 },
      },
      '577 of 2,014 requests (28.6%) in September–November 2023 named the need “Leaving the country”, 2nd place among needs, up from 3rd in June–August 2023: 305 of 1,905 (16%).',
      'В сентябре–ноябре 2023 года с запросом «Отъезд» поступило 577 из 2 014 обращений (28,6 %) — 2-е место среди запросов, в июне–августе 2023 года было 3-е: 305 из 1 905 (16 %).',
    ],
    [
      'what is as before',
      { ...soldiers, kind: 'about_the_same', figure: january, against: at('2023-01', 280, 780) },
      '284 of 789 requests (36%) in January 2024 came from soldiers, about the same number as a year before: 280 of 780 (35.9%) in January 2023.',
      'В январе 2024 года от военных поступило 284 из 789 обращений (36 %) — примерно столько же, сколько годом ранее: 280 из 780 (35,9 %) в январе 2023 года.',
    ],
    [
      'a ratio',
      {
        ...soldiers,
        by: 'channel',
        group: 'phone',
        kind: 'ratio',
        figure: january,
        against: at('2024-01', 71, 789),
        other: 'email',
      },
      '284 of 789 requests (36%) in January 2024 came through “Phone”, 4 times as many as came through “E-mail”: 71 of 789 (9%).',
      'В январе 2024 года через канал «Телефон» поступило 284 из 789 обращений (36 %) — в 4 раза больше, чем через канал «Почта»: 71 из 789 (9 %).',
    ],
    [
      'a sum, of one category',
      {
        ...soldiers,
        by: 'asker',
        of: 'soldier',
        group: 'parent',
        kind: 'sum_since',
        figure: at('2023-01', 21, 221, '2024-01'),
        since: began,
      },
      '21 of 221 requests from soldiers (9.5%) in January 2023 – January 2024 came from parents, the sum since records began in January 2023.',
      'В январе 2023 года — январе 2024 года от родителей поступило 21 из 221 обращения военных (9,5 %) — это сумма с начала учёта в январе 2023 года.',
    ],
  ])('tells of %s', (_, fact, english, russian) => {
    expect(say('en', [fact])).toEqual([english])
    expect(say('ru', [fact])).toEqual([russian])
  })

  it.each([
    ['profile', 'draft_age', 'had the profile “Draft age”', 'с профилем «Призывник» поступило'],
    ['asker', 'self', 'came from the people themselves', 'от самих людей поступило'],
    ['channel', 'telegram_bot', 'came through “Telegram bot”', 'через канал «Телеграм-бот» поступило'],
    ['place', 'armenia_georgia', 'came from Armenia and Georgia', 'из Армении и Грузии поступило'],
    ['urgency', 'day', 'had the urgency “Within 24 hours”', 'со срочностью «24 часа» поступило'],
    ['situation', 'summons', 'named the situation “Summons”', 'с ситуацией «Повестка» поступило'],
    ['status', 'new', 'had the status “New”', 'со статусом «Новое» поступило'],
  ] as const)('names a group by %s', (by, group, english, russian) => {
    const fact: Fact = { ...soldiers, by, group, kind: 'month_share', figure: january }
    expect(say('en', [fact])).toEqual([`284 of 789 requests (36%) in January 2024 ${english}.`])
    expect(say('ru', [fact])).toEqual([`В январе 2024 года ${russian} 284 из 789 обращений (36 %).`])
  })

  it('has words of its own for a group only while it is called what it was', () => {
    const renamed = taxonomy.category!.map(term => ({ ...term, label: { en: 'Enlisted', ru: 'Служащий' } }))
    const fact: Fact = { ...soldiers, kind: 'month_share', figure: january }
    const said = factSentence(fact, { language: 'en', texts, taxonomy: { ...taxonomy, category: renamed } })
    expect(said).toBe('284 of 789 requests (36%) in January 2024 fell under “Enlisted”.')
  })
})

describe('a number of requests', () => {
  const when = inPeriod('ru', month('2024-01'))
  const said = (n: number) =>
    plain(texts('ru', 'report.month_lead', { n, count: String(n).replace('.', ','), when }))

  it.each([
    [0, '0 обращений'],
    [1, '1 обращение'],
    [2, '2 обращения'],
    [5, '5 обращений'],
    [11, '11 обращений'],
    [21, '21 обращение'],
    [111, '111 обращений'],
    [1.5, '1,5 обращения'],
  ])('takes the right form after %d in Russian', (n, words) => {
    expect(said(n)).toBe(`в январе 2024 года поступило ${words}.`)
    const head = { countText: words.split(' ')[0]!, count: n, ofCategory: '', when }
    expect(texts('ru', 'fact.head.all', head)).toBe(`${when} поступило ${words}`)
  })

  it.each([
    [20, 'из 20 обращений'],
    [21, 'из 21 обращения'],
    [22, 'из 22 обращений'],
    [111, 'из 111 обращений'],
    [651, 'из 651 обращения'],
  ])('takes the genitive of %d after «из»', (total, words) => {
    const values = {
      ...{ came: 'от военных', ofCategory: '' },
      when,
      countText: '5',
      total,
      totalText: String(total),
      share: '',
    }
    expect(texts('ru', 'fact.head.group', values)).toContain(words)
  })
})
