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
      '789 requests were logged in January 2024, the most in any month since records began in January 2023.',
      '5,495 of 9,210 requests (59.7%) in January 2023 – February 2024 came from mobilised civilians, more than in any other category.',
    ])
  })

  it('are said in Russian', () => {
    expect(say('ru', facts)).toEqual([
      'В январе 2024 года от военных поступило 284 из 789 обращений (36 %) — в 10,1 раза больше, чем годом ранее: 28 из 651 (4,3 %) в январе 2023 года.',
      'В январе–феврале 2024 года от военных поступило более 500 обращений (515 из 1 502) — больше, чем за любые другие два месяца подряд с начала учёта в январе 2023 года.',
      'В сентябре–ноябре 2023 года от военных поступило 577 из 2 014 обращений (28,6 %) — на 89 % больше, чем в июне–августе 2023 года: 305 из 1 905 (16 %).',
      'В марте–мае 2023 года от военных поступило 3 % обращений (56 из 1 854), в декабре 2023 года — феврале 2024 года — 32 % (683 из 2 125).',
      'В январе 2024 года поступило 789 обращений — больше, чем в любой другой месяц с начала учёта в январе 2023 года.',
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
  const change = (before: number[], now: number[], category: string | null = 'other'): Fact => {
    const rows = [before, ...Array.from({ length: 11 }, () => [0, 0, 0]), now]
    const records = recordsFrom('2022-05', rows)
    const figure = figureOf(records, category, period('2023-05', '2023-05'))
    const against = figureOf(records, category, period('2022-05', '2022-05'))
    return { kind: 'year_change', category, figure, against, score: 1 }
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
      /^В мае 2023 года в категорию «Другое или неизвестно» попало 40 из 100 обращений/,
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
    const head = { countText: words.split(' ')[0]!, count: n, when }
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
      came: 'от военных поступило',
      when,
      countText: '5',
      total,
      totalText: String(total),
      share: '',
    }
    expect(texts('ru', 'fact.head.group', values)).toContain(words)
  })
})
