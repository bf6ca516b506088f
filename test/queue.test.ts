import { makeQueue } from '../src/queue'
import { Busy } from '../src/web/errors'

/** Work that goes on until it is told to end, and the order in which such work began. */
function work() {
  const begun: number[] = []
  const endings = new Map<number, { resolve: (n: number) => void; reject: (error: Error) => void }>()
  const job = (n: number) => () =>
    new Promise<number>((resolve, reject) => {
      begun.push(n)
      endings.set(n, { resolve, reject })
    })
  return {
    begun,
    job,
    end: (n: number) => endings.get(n)!.resolve(n),
    fail: (n: number) => endings.get(n)!.reject(new Error(`${n}`)),
  }
}
const settled = () => new Promise(resolve => setImmediate(resolve))

test('two run at a time, the others in the order in which they came', async () => {
  const queue = makeQueue(2, 16)
  const { begun, job, end } = work()
  const results = [1, 2, 3, 4, 5].map(n => queue(job(n)))
  await settled()
  expect(begun).toEqual([1, 2])
  end(2)
  await settled()
  expect(begun).toEqual([1, 2, 3])
  end(1)
  end(3)
  await settled()
  expect(begun).toEqual([1, 2, 3, 4, 5])
  end(5)
  end(4)
  expect(await Promise.all(results)).toEqual([1, 2, 3, 4, 5])
})

test('one that finds the line full is told so at once, and can come back', async () => {
  const queue = makeQueue(2, 16)
  const { begun, job, end } = work()
  const accepted = Array.from({ length: 18 }, (_, n) => queue(job(n)))
  const refused = Array.from({ length: 5 }, (_, n) => queue(job(100 + n)))
  for (const one of refused) await expect(one).rejects.toThrow(Busy)
  end(0)
  await settled()
  const back = queue(job(200))
  await expect(queue(job(201))).rejects.toThrow(Busy)
  for (let n = 1; n < 18; n++) {
    end(n)
    await settled()
  }
  end(200)
  await Promise.all(accepted)
  expect(await back).toBe(200)
  expect(begun).toEqual([...Array(18).keys(), 200])
})

test('work that fails, at once or later, frees its place', async () => {
  const queue = makeQueue(1, 16)
  const { job, fail } = work()
  const late = queue(job(1))
  const thrown = queue(() => {
    throw new Error('at once')
  })
  const next = queue(() => Promise.resolve('went on'))
  await settled()
  fail(1)
  await expect(late).rejects.toThrow('1')
  await expect(thrown).rejects.toThrow('at once')
  expect(await next).toBe('went on')
  expect(await queue(() => Promise.resolve('free again'))).toBe('free again')
})

test('a place that becomes free belongs to the next in line, not to whoever comes just then', async () => {
  const queue = makeQueue(1, 1)
  const { begun, job, end } = work()
  const first = queue(job(1))
  const second = queue(job(2))
  end(1)
  await first
  const third = queue(job(3))
  await settled()
  expect(begun).toEqual([1, 2])
  end(2)
  await second
  await settled()
  end(3)
  expect(await third).toBe(3)
})

test('however many come, never more than two run', async () => {
  const queue = makeQueue(2, 1000)
  let running = 0
  let most = 0
  const one = async () => {
    most = Math.max(most, ++running)
    await settled()
    running--
  }
  await Promise.all(Array.from({ length: 200 }, () => queue(one)))
  expect([most, running]).toEqual([2, 0])
})
