import fc from 'fast-check'
import { makeThrottle, type Throttle } from '../../src/auth/throttle'

const key = Buffer.alloc(32, 7)
const start = 1_710_504_000
const day = 24 * 60 * 60

let throttle: Throttle
beforeEach(() => void (throttle = makeThrottle(key)))

const tryOften = (bucket: string, times: number, now: number) =>
  Array.from({ length: times }, () => throttle.begin(bucket, now))
const passed = (waits: number[]) => waits.filter(wait => wait === 0).length

/** Guesses as soon as it is let, from one moment to another; how many got through. */
function guess(bucket: string, from: number, to: number): number {
  let guesses = 0
  for (let now = from; now < to;) {
    const wait = throttle.begin(bucket, now)
    if (wait === 0) guesses++
    now += wait
  }
  return guesses
}

test('five tries are free, then the waits double from half a minute to a quarter of an hour', () => {
  expect(tryOften('heron', 5, start)).toEqual([0, 0, 0, 0, 0])
  let now = start
  const waits = Array.from({ length: 8 }, () => {
    const wait = throttle.begin('heron', now)
    now += wait
    expect(throttle.begin('heron', now)).toBe(0)
    return wait
  })
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900])
})

test('one second too early is too early, and says how long is left', () => {
  tryOften('heron', 5, start)
  expect(throttle.begin('heron', start + 29)).toBe(1)
  expect(throttle.begin('heron', start + 29.5)).toBe(1)
  expect(throttle.begin('heron', start + 30)).toBe(0)
})

test('whoever guesses day and night gets about a hundred guesses a day', () => {
  const first = guess('heron', start, start + day)
  const second = guess('heron', start + day, start + 2 * day)
  expect([first <= 106, second <= 97]).toEqual([true, true])
  // The bound is a bound of the throttle, not of a simulation that gave up.
  expect([first >= 100, second >= 95]).toEqual([true, true])
})

test('no timing of the tries gets more through', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 400 }), pauses => {
      const throttle = makeThrottle(key)
      let now = start
      let guesses = 0
      for (const pause of pauses) {
        now += pause
        if (now < start + day && throttle.begin('heron', now) === 0) guesses++
      }
      expect(guesses).toBeLessThanOrEqual(106)
    }),
  )
})

test('of a hundred sent at once five pass', () => {
  expect(passed(tryOften('heron', 100, start))).toBe(5)
})

test('trying while one has to wait does not make the wait longer', () => {
  tryOften('heron', 100, start)
  tryOften('heron', 100, start + 20)
  expect(throttle.begin('heron', start + 30)).toBe(0)
})

test('names that nobody has behave like names that somebody has', () => {
  const moments = [0, 1, 2, 3, 4, 5, 31, 33, 99, 400, 3000].map(after => start + after)
  const known = moments.map(now => throttle.begin('heron', now))
  throttle.succeed('stork')
  const unknown = moments.map(now => throttle.begin('nobody', now))
  expect(unknown).toEqual(known)
})

test('buckets are apart: a browser that is known goes on while its name is guessed at', () => {
  tryOften('name heron', 50, start)
  expect(throttle.begin('device 1 heron', start)).toBe(0)
  expect(throttle.begin('name stork', start)).toBe(0)
})

test('a right try makes the bucket as new, and no other', () => {
  tryOften('heron', 20, start)
  tryOften('stork', 20, start)
  throttle.succeed('heron')
  expect(passed(tryOften('heron', 20, start + 1))).toBe(5)
  expect(passed(tryOften('stork', 20, start + 1))).toBe(0)
})

test('a day of calm makes it as new, less does not', () => {
  tryOften('heron', 5, start)
  expect(passed(tryOften('heron', 9, start + day - 1))).toBe(1)
  expect(passed(tryOften('heron', 9, start + 2 * day - 2))).toBe(1)
  expect(passed(tryOften('heron', 9, start + 3 * day))).toBe(5)
})

describe('with 10,000 buckets in memory', () => {
  const fill = (now: number) => {
    for (let i = 0; i < 10_000; i++) throttle.begin(`name ${i}`, now)
  }

  test('the next takes the place of the calmest and begins with its tries', () => {
    tryOften('heron', 5, start)
    fill(start + 1)
    expect(passed(tryOften('newcomer', 9, start + 2))).toBe(4)
    expect(throttle.begin('heron', start + 2)).toBe(28)
  })

  test('flooding with names gives no further guesses at one of them', () => {
    tryOften('heron', 5, start)
    let guesses = 0
    for (let round = 0; round < 2_000; round++) {
      if (round === 0) fill(start)
      throttle.begin(`flood ${round}`, start + 1)
      if (throttle.begin('heron', start + 1) === 0) guesses++
    }
    expect(guesses).toBe(0)
  })

  test('also where all are hot a name that was tried once cannot be pushed back to the start', () => {
    for (let i = 0; i < 5; i++) fill(start)
    let guesses = 0
    for (let round = 0; round < 300; round++) {
      if (throttle.begin('heron', start) === 0) guesses++
      throttle.begin(`flood ${round}`, start)
    }
    expect(guesses).toBe(1)
  })

  test('those of yesterday make room', () => {
    fill(start)
    expect(passed(tryOften('newcomer', 9, start + day))).toBe(5)
  })
})
