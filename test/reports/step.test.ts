import { numberOfStep, stepAround, stepsOf, type Step } from '../../src/reports/step'
import { stepName } from '../../src/reports/stepName'
import { period, texts } from './demoRecords'

const named = (language: 'en' | 'ru', step: Step, from: string, to: string) =>
  stepsOf(period(from, to), step).map(one => stepName(language, texts, one))

describe('a period', () => {
  it('is cut into the quarters, halves and years of the calendar', () => {
    expect(stepsOf(period('2023-01', '2023-06'), 'quarter')).toEqual([
      { ...period('2023-01', '2023-03'), step: 'quarter', whole: true },
      { ...period('2023-04', '2023-06'), step: 'quarter', whole: true },
    ])
    expect(named('en', 'half_year', '2023-01', '2024-06')).toEqual(['H1 2023', 'H2 2023', 'H1 2024'])
    expect(named('en', 'year', '2023-01', '2024-12')).toEqual(['2023', '2024'])
  })

  it('is cut into seasons, of which spring is March to May and winter belongs to two years', () => {
    expect(named('en', 'season', '2023-03', '2024-05')).toEqual([
      'Spring 2023',
      'Summer 2023',
      'Autumn 2023',
      'Winter 2023/24',
      'Spring 2024',
    ])
    expect(named('ru', 'season', '2023-12', '2024-02')).toEqual(['Зима 2023/24'])
    expect(stepAround(period('2024-01', '2024-01').from, 'season')).toEqual(period('2023-12', '2024-02'))
    expect(numberOfStep('season', period('2023-12', '2024-02'))).toBe(4)
  })

  it('says of a step that is cut off which months it has', () => {
    const [first, , last] = stepsOf(period('2023-02', '2023-08'), 'quarter')
    expect([first, last]).toEqual([
      { ...period('2023-02', '2023-03'), step: 'quarter', whole: false },
      { ...period('2023-07', '2023-08'), step: 'quarter', whole: false },
    ])
    expect(named('en', 'quarter', '2023-02', '2023-08')).toEqual([
      'Feb 2023 – Mar 2023',
      'Q2 2023',
      'Jul 2023 – Aug 2023',
    ])
  })
})
