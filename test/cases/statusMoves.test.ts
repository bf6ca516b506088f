import fc from 'fast-check'
import { month } from '../../src/calendar/month'
import { fieldChanges } from '../../src/cases/fieldChanges'
import { bucketOf } from '../../src/cases/firstResponse'
import { mayMove, moveBetween, moves, movesFrom, statusAfter } from '../../src/cases/statusMoves'
import { someFacts } from '../support/members'

test('the moves of each status are these, the likeliest first, and there are no others', () => {
  expect(movesFrom('new')).toEqual(['start', 'wait', 'refer', 'close'])
  expect(movesFrom('in_progress')).toEqual(['wait', 'refer', 'close'])
  expect(movesFrom('awaiting_reply')).toEqual(['resume', 'refer', 'close'])
  expect(movesFrom('referred')).toEqual(['resume', 'wait', 'close'])
  expect(movesFrom('closed')).toEqual(['reopen'])
  expect(movesFrom('constructor')).toEqual([])
})

test('wherever moves lead, a case can be closed from there, is never new again, and two moves never lead to the same', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...moves)), tried => {
      let status = 'new'
      for (const move of tried) {
        if (!mayMove(status, move)) continue
        const from = status
        status = statusAfter(move)
        expect(moveBetween(from, status)).toBe(move)
      }
      expect(status === 'new').toBe(!tried.some(move => mayMove('new', move)))
      expect(mayMove(status, 'close')).toBe(status !== 'closed')
    }),
  )
})

test.each([
  [0, 'within_1h'],
  [59 * 60, 'within_1h'],
  [61 * 60, 'within_4h'],
  [4 * 3600, 'within_4h'],
  [4 * 3600 + 1, 'within_24h'],
  [24 * 3600, 'within_24h'],
  [72 * 3600, 'within_3d'],
  [72 * 3600 + 1, 'later'],
])('a wait of %d seconds counts as %s', (seconds, bucket) => expect(bucketOf(seconds)).toBe(bucket))

test('what differs between two versions is told field by field; the order of needs is no difference', () => {
  const before = someFacts({ place: 'eu', needs: ['legal', 'money'] })
  const after = someFacts({ month: month('2024-02'), needs: ['money', 'legal'], situations: ['awol'] })
  expect(fieldChanges(before, after)).toEqual([
    { field: 'month', before: '2024-03', after: '2024-02' },
    { field: 'place', before: 'eu', after: null },
    { field: 'situations', before: [], after: ['awol'] },
  ])
  expect(fieldChanges(before, { ...before, needs: ['money', 'legal'] })).toEqual([])
})
