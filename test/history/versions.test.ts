import fc from 'fast-check'
import { month, type Day } from '../../src/calendar/month'
import type { CaseFacts } from '../../src/cases/case'
import { fieldChanges } from '../../src/cases/fieldChanges'
import type { Happening, HistoryEvent } from '../../src/history/event'
import { lastEdits } from '../../src/history/lastEdits'
import { versionsOf } from '../../src/history/versions'
import { someFacts } from '../support/members'

const told = (happening: Happening): HistoryEvent => ({ ...happening, day: '2024-03-15' as Day, by: 'anna' })
const edit = (before: CaseFacts, after: CaseFacts) =>
  told({ what: 'edited', changes: fieldChanges(before, after) })
const recorded = told({ what: 'recorded' })

const facts: fc.Arbitrary<CaseFacts> = fc
  .record({
    month: fc.constantFrom('2024-01', '2024-02', '2024-03').map(text => month(text)),
    category: fc.constantFrom('soldier', 'other'),
    urgency: fc.constantFrom(null, 'day', 'week'),
    place: fc.constantFrom(null, 'eu'),
    needs: fc.subarray(['legal', 'money', 'asylum']),
  })
  .map(someFacts)

/** Codes of one field are a set: in which order they were chosen does not matter. */
const sorted = (one: CaseFacts) => ({ ...one, needs: [...one.needs].sort() })

test('every version comes back from the last one and what the edits changed, whatever else happened', () => {
  const others: Happening[] = [
    { what: 'taken' },
    { what: 'closed', outcome: 'spam', reason: '' },
    { what: 'follow_up_set', due: '2024-04-01' as Day, reason: 'x' },
  ]
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1, maxLength: 6 }), all => {
      const different = all.filter((one, i) => i === 0 || fieldChanges(all[i - 1]!, one).length > 0)
      const edits = different.slice(1).map((one, i) => edit(different[i]!, one))
      const events = [recorded, ...edits.flatMap((one, i) => [told(others[i % 3]!), one])]
      const { versions, whole } = versionsOf(different.at(-1)!, events)
      expect(whole).toBe(true)
      expect(versions.map(one => sorted(one.facts))).toEqual(different.map(sorted).reverse())
    }),
  )
})

describe('of three versions', () => {
  const [first, second, third] = [
    someFacts({ urgency: 'week' }),
    someFacts({ urgency: 'day' }),
    someFacts({ urgency: 'day', needs: ['legal'] }),
  ]

  test('each says what it changed, and by what', () => {
    const events = [recorded, edit(first, second), edit(second, third)]
    const { versions } = versionsOf(third, events)
    expect(versions.map(({ event, changed }) => [event?.what, changed])).toEqual([
      ['edited', ['needs']],
      ['edited', ['urgency']],
      ['recorded', []],
    ])
  })

  test('what lies before an event that does not open is not known', () => {
    const { versions, whole } = versionsOf(third, [recorded, undefined, edit(second, third)])
    expect([versions.map(one => one.facts.needs), whole]).toEqual([[['legal'], []], false])
    expect(versions.at(-1)!.event).toBeUndefined()
  })

  test('so is what lies before a change that nobody told', () => {
    const { versions, whole } = versionsOf(someFacts({ urgency: 'week' }), [recorded, edit(first, second)])
    expect([versions.length, whole]).toEqual([1, false])
  })

  test('and the beginning, when the history begins later', () => {
    expect(versionsOf(third, [edit(second, third)])).toMatchObject({ whole: false })
    expect(versionsOf(third, [])).toMatchObject({ whole: false })
  })

  test('a range that the first answer has set is no version', () => {
    const before = someFacts({ first_response: 'within_1h' })
    expect(versionsOf(third, [recorded, edit(before, third)]).versions).toHaveLength(2)
    const answered = { ...third, first_response: 'within_4h' }
    expect(versionsOf(answered, [recorded, edit(second, third)]).versions).toHaveLength(2)
  })

  test('who set a field last is who edited it last', () => {
    const later = { ...edit(second, third), by: 'boris' }
    const edits = lastEdits([recorded, edit(first, second), later])
    expect([...edits].map(([field, { by }]) => [field, by])).toEqual([
      ['urgency', 'anna'],
      ['needs', 'boris'],
    ])
  })
})
