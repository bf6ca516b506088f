import { parseQuestion } from '../../src/reports/question'
import { categories, period } from './demoRecords'

const usual = period('2023-01', '2024-02')
const ask = (form: Record<string, unknown>) => parseQuestion(form, usual, categories)

describe('what is asked of a report', () => {
  it('is all requests by month and category when nothing is said', () => {
    expect(ask({})).toEqual({
      ok: true,
      value: { period: usual, step: 'month', by: 'category', of: null, against: undefined },
    })
  })

  it.each([
    ['before', '', '2022-11', '2022-12'],
    ['year', '', '2022-01', '2022-02'],
    ['other', '2021-06', '2021-06', '2021-07'],
  ])('can be held against another period: %s', (compare, compare_from, from, to) => {
    const asked = ask({ from: '2023-01', to: '2023-02', compare, compare_from })
    expect(asked).toMatchObject({ ok: true, value: { against: period(from, to) } })
  })

  it('shows the profiles of one category, because its share of itself says nothing', () => {
    expect(ask({ category: 'soldier' })).toMatchObject({ value: { by: 'profile', of: 'soldier' } })
    expect(ask({ category: 'soldier', by: 'need' })).toMatchObject({ value: { by: 'need' } })
  })

  it.each([
    [{ step: 'week' }, ['step']],
    [{ by: 'name' }, ['by']],
    [{ category: 'monk' }, ['category']],
    [{ compare: 'never' }, ['compare']],
    [{ compare: 'other', compare_from: 'May' }, ['compare_from']],
    [{ compare: 'other', compare_from: '2023-01' }, ['compare_from']],
    [{ from: '2024-01', to: '2023-01', step: 'x' }, ['to', 'step']],
  ])('is refused with what to mend: %j', (form, fields) => {
    const asked = ask(form)
    expect(asked.ok ? [] : Object.keys(asked.problems)).toEqual(fields)
  })
})
