import { makeQuota } from '../../src/auth/quota'

const start = 1_710_504_000

test('so many within an hour go at once, the next when the first of them is an hour ago', () => {
  const quota = makeQuota(2, 3)
  expect([0, 60, 60].map(later => quota.begin('heron', start + later))).toEqual([0, 0, 3540])
  expect(quota.begin('heron', start + 3599)).toBe(1)
  expect(quota.begin('heron', start + 3600)).toBe(0)
  expect(quota.begin('stork', start + 3600)).toBe(0)
})

test('what the day allows binds when the hour does not, and waiting costs nothing', () => {
  const quota = makeQuota(2, 3)
  for (const hours of [0, 2, 4]) expect(quota.begin('heron', start + hours * 3600)).toBe(0)
  for (let i = 0; i < 5; i++) expect(quota.begin('heron', start + 6 * 3600)).toBe(18 * 3600)
  expect(quota.begin('heron', start + 24 * 3600)).toBe(0)
})

test('what came to nothing does not count, and makes nothing else uncounted', () => {
  const quota = makeQuota(2, 3)
  quota.giveBack('heron')
  for (let i = 0; i < 5; i++) {
    expect(quota.begin('heron', start)).toBe(0)
    quota.giveBack('heron')
  }
  expect([0, 0, 0].map(() => quota.begin('heron', start))).toEqual([0, 0, 3600])
})
