import { setTimeout as wait } from 'node:timers/promises'
import { repeat } from '../src/repeat'
import type { LogLine } from '../src/web/log'

const tick = 0.01

test('the work is done at once and again, and never after the stop', async () => {
  let done = 0
  const repeated = repeat('counting', tick, async () => void done++, noLog)
  expect(done).toBe(1)
  await until(() => done >= 3)
  await repeated.stop()
  const atStop = done
  await wait(50)
  expect(done).toBe(atStop)
})

test('work that takes longer than the pause is never done twice at once, and a stop waits for it', async () => {
  let running = 0
  let most = 0
  let finished = 0
  const work = async () => {
    most = Math.max(most, ++running)
    await wait(60)
    running--
    finished++
  }
  const repeated = repeat('slow', tick, work, noLog)
  await until(() => finished === 1 && running === 1)
  await repeated.stop()
  expect([most, running, finished]).toEqual([1, 0, 2])
})

test('a failure is logged without its message, and the next try comes all the same', async () => {
  let tries = 0
  const log: LogLine[] = []
  const work = async () => {
    if (++tries === 1) throw new TypeError('K7M-4QX-Z cannot be destroyed')
  }
  const repeated = repeat('evaporation', tick, work, line => void log.push(line))
  await until(() => tries >= 2)
  await repeated.stop()
  expect(log).toMatchObject([{ event: 'failed', detail: 'evaporation', error: 'TypeError' }])
  expect(JSON.stringify(log)).not.toContain('K7M')
})

const noLog = (line: LogLine) => {
  throw new Error(`logged ${line.event}`)
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await wait(1)
}
