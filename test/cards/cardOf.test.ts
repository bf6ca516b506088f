import { month, type Day } from '../../src/calendar/month'
import type { Asked } from '../../src/cards/asked'
import { cardIn, contentOf, type Card } from '../../src/cards/card'
import { cardOf } from '../../src/cards/cardOf'
import { tellableIn, type CardSource } from '../../src/cards/cardSource'
import { cardText } from '../../src/cards/cardText'
import { standingOf } from '../../src/cards/standing'
import { filedMonthOf } from '../../src/filings/filing'
import { all } from '../../src/counts/count'
import type { Records } from '../../src/reports/records'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { defaultTaxonomy, demoCounts, demoRecords, period, recordsFrom, texts } from '../reports/demoRecords'

let taxonomy: Taxonomy
beforeAll(async () => void (taxonomy = await defaultTaxonomy()))

const today = '2026-11-23' as Day
const report = period('2023-01', '2024-02')

function exact(records: Records, change: Partial<CardSource> = {}): CardSource {
  const figures = { records, taxonomy, tellable: tellableIn(records) }
  return { face: 'internal', ...figures, withoutCase: () => 0, filed: new Map(), ...change } as CardSource
}

function asked(group: string | null, from: string, to = from, fact?: Asked['fact']): Asked {
  return { by: 'category', of: null, group, from: month(from), to: month(to), ...(fact && { fact }) }
}

function made(source: CardSource, what: Asked): Card {
  const card = cardOf(source, what, texts, today)
  if (!card?.ok) throw new Error(`no card: ${card?.problem ?? 'no such group'}`)
  return card.card
}

const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ')
const saidBy = ({ sentence }: Card) => [plain(sentence.en), plain(sentence.ru)]

describe('a card of a cell', () => {
  it('says a published figure in both languages, with what it counts and means', () => {
    const card = made(exact(demoRecords()), asked('soldier', '2024-01'))
    expect(saidBy(card)).toEqual([
      '284 of 789 requests (36%) in January 2024 came from soldiers.',
      'В январе 2024 года от военных поступило 284 из 789 обращений (36 %).',
    ])
    expect(card).toMatchObject({ kind: 'cell', face: 'internal', provisional: false, made: today })
    expect(card.fact.figure).toEqual({ ...period('2024-01', '2024-01'), count: 284, total: 789 })
    expect(card.definitions.map(({ label }) => label.ru)).toEqual(['Военный'])
    const text = plain(cardText({ ...card, id: 'some-id' }, { language: 'ru', texts }))
    for (const said of [
      'только для своих',
      '284 из 789 (36 %)',
      'Те, кто служит',
      '23 ноября 2026',
      'some-id',
    ])
      expect(text).toContain(said)
  })

  it('is kept and read again as it was, to the last byte', () => {
    const card = made(exact(demoRecords()), asked('soldier', '2024-01'))
    expect(contentOf(cardIn(contentOf(card)))).toBe(contentOf(card))
  })

  it('says what came without a case, that a month is not over, and where a new definition begins', () => {
    const card = made(exact(demoRecords('2024-01'), { withoutCase: () => 21 }), asked('soldier', '2024-01'))
    expect(card.provisional).toBe(true)
    const broken = exact({ ...demoRecords(), breaks: [month('2023-12')] })
    const [across, after] = ['2023-11', '2023-12'].map(
      from => made(broken, asked('soldier', from, '2024-01')).note.en,
    )
    expect(across).toContain('From December 2023 on')
    expect(after).not.toContain('From December 2023 on')
    expect(card.note.en).toContain('In January 2024, 21 requests were counted without a case.')
    expect(card.note.ru).toContain('В январе 2024 года 21 обращение учтено без дела.')
  })

  it('takes name and definition from the last month of its period', () => {
    const [soldier, ...others] = taxonomy.category!
    const label = { en: 'In the army', ru: 'В армии' }
    const later = { from: month('2024-01'), label, meaning: { en: 'New.', ru: 'Иначе.' }, newMeaning: true }
    const changed = { ...soldier!, label, wordings: [...soldier!.wordings, later] }
    const source = exact(demoRecords(), { taxonomy: { ...taxonomy, category: [changed, ...others] } })
    const [before, after] = ['2023-12', '2024-01'].map(one => made(source, asked('soldier', one)))
    expect(before!.definitions[0]).toMatchObject({ label: { en: 'Soldier' } })
    expect(before!.sentence.en).toContain('came from soldiers')
    expect(after!.definitions[0]).toMatchObject({ label, meaning: { en: 'New.' } })
    expect(after!.sentence.en).toContain('fell under “In the army”')
  })

  it('names the filings its figures stand in, and those with other figures', () => {
    const counts = demoCounts.filter(count => count.month === '2024-01')
    const more = { month: month('2024-01'), category: 'other', dimension: 'total' as const, value: all, n: 1 }
    const filedAs = (revision: number, filed = counts) => {
      return new Map([[month('2024-01'), { ...filedMonthOf(month('2024-01'), filed, taxonomy), revision }]])
    }
    const filed = [filedAs(1), filedAs(2, [...counts, more])].map(
      one => made(exact(demoRecords(), { filed: one }), asked('soldier', '2023-12', '2024-01')).filed,
    )
    expect(filed.flat()).toEqual([
      { month: '2024-01', revision: 1, same: true },
      { month: '2024-01', revision: 2, same: false },
    ])
  })

  it('is refused where a share would be of fewer than 20, and for a group that nobody knows', () => {
    const few = exact(recordsFrom('2023-01', [[7, 6, 6]]))
    expect(cardOf(few, asked('soldier', '2023-01'), texts, today)).toMatchObject({
      ok: false,
      problem: 'few',
    })
    expect(cardOf(few, asked('nobody', '2023-01'), texts, today)).toBeUndefined()
  })
})

describe('a card of a fact', () => {
  const yearChange = asked('soldier', '2024-01', '2024-01', { kind: 'year_change', report })

  it('says the sentence of the report, with both figures', () => {
    const card = made(exact(demoRecords()), yearChange)
    expect(saidBy(card)[0]).toContain('10.1 times the number a year before: 28 of 651 (4.3%) in January 2023')
    expect(saidBy(card)[1]).toContain('в 10,1 раза больше, чем годом ранее: 28 из 651 (4,3 %)')
    expect(card).toMatchObject({ kind: 'fact', report, fact: { against: { count: 28, total: 651 } } })
  })

  it('can be made of every sentence that may be said', () => {
    const source = exact(demoRecords())
    for (const { kind, group, figure } of source.tellable(report)) {
      const card = made(source, asked(group, figure.from, figure.to, { kind, report }))
      expect([kind, standingOf(cardIn(contentOf(card)), source)]).toMatchObject([kind, { stands: true }])
    }
  })

  it('is refused where no report of those months says it', () => {
    const other = asked('soldier', '2023-12', '2023-12', { kind: 'year_change', report })
    expect(cardOf(exact(demoRecords()), other, texts, today)).toEqual({ ok: false, problem: 'unsaid' })
  })

  it('no longer stands when its own figures are the same and the record is broken', () => {
    const rows = Array.from({ length: 14 }, (_, i) => [30 + (i % 3), 40, 30 + (i === 13 ? 60 : 0)])
    const long = period('2023-01', '2024-02')
    const source = exact(recordsFrom('2023-01', rows))
    const card = made(source, asked('other', '2024-02', '2024-02', { kind: 'record', report: long }))
    expect(standingOf(card, source)).toMatchObject({ stands: true })
    const broken = standingOf(card, exact(recordsFrom('2023-01', [...rows, [30, 40, 200]])))
    expect(broken).toMatchObject({ stands: false, changed: [], unsaid: true })
  })
})

describe('what has become of a card', () => {
  const card = () => made(exact(demoRecords()), asked('soldier', '2024-01'))

  it('is that another definition holds for its month, or a later one breaks the series', () => {
    const [soldier, ...others] = taxonomy.category!
    const reworded = [{ ...soldier!.wordings[0]!, meaning: { en: 'Other.', ru: 'Другие.' } }]
    const source = exact({ ...demoRecords(), breaks: [month('2024-06')] })
    const changed = {
      ...source,
      taxonomy: { ...taxonomy, category: [{ ...soldier!, wordings: reworded }, ...others] },
    }
    expect(standingOf(card(), changed)).toMatchObject({ stands: false, reworded: true, changed: [] })
    expect(standingOf(card(), source)).toMatchObject({ stands: true, breaks: '2024-06' })
  })

  it('is that nothing can be counted again when its group is gone', () => {
    const records = demoRecords()
    const without = { ...records, groups: records.groups.filter(group => group !== 'soldier') }
    expect(standingOf(card(), exact(without))).toMatchObject({ stands: false, gone: true })
    expect(standingOf(card(), undefined)).toMatchObject({ gone: true })
  })
})

describe('the two faces', () => {
  const rounded = recordsFrom('2023-01', [
    [285, 350, 155],
    [10, 350, 0],
    [5, 35, 5],
  ])
  const published = (): CardSource => {
    return {
      face: 'public',
      release: '7',
      base: 5,
      records: rounded,
      taxonomy,
      tellable: tellableIn(rounded),
    }
  }

  it('come from the same code: exact figures say that they are internal, protected ones where they stand', () => {
    const [inside, outside] = [exact(rounded), published()].map(source =>
      made(source, asked('soldier', '2023-01')),
    )
    const read = (card: Card) => plain(cardText({ ...card, id: 'a' }, { language: 'en', texts }))
    expect(read(inside!)).toContain('Internal, exact. Not for publication.')
    expect(read(inside!)).toContain('285 of 790 (36.1%)')
    expect(read(outside!)).not.toContain('Internal')
    expect(read(outside!)).toContain('Every number is a multiple of 5')
    expect(read(outside!)).toContain('Release: 7')
    expect(read(outside!)).toContain('285 of 790 (36%)')
    expect(read(outside!)).not.toContain('36.1%')
    expect(read(outside!)).not.toContain('without a case')
  })

  it('have limits of their own', () => {
    const problem = (source: CardSource, group: string, from: string) => {
      const card = cardOf(source, asked(group, from), texts, today)
      return card?.ok === false ? card.problem : undefined
    }
    expect(problem(published(), 'soldier', '2023-02')).toBeUndefined()
    expect(problem(published(), 'other', '2023-02')).toBe('small')
    expect(problem(published(), 'soldier', '2023-03')).toBe('few')
    expect(problem(exact(rounded), 'soldier', '2023-03')).toBeUndefined()
  })
})
