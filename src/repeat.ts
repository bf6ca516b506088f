import { describe } from './web/errors'
import type { Log } from './web/log'

/** Work that the server does by itself; `stop` waits for what is under way. */
export interface Repeated {
  stop(): Promise<void>
}

/**
 * Does the work now and then every so many seconds, never twice at once. A failure is logged under the name
 * and ends nothing: the next try comes at its time.
 */
export function repeat(name: string, seconds: number, work: () => Promise<void>, log: Log): Repeated {
  let running: Promise<void> | undefined
  const start = () => {
    running ??= work()
      .catch((error: unknown) => log({ event: 'failed', detail: name, ...describe(error) }))
      .finally(() => (running = undefined))
  }
  start()
  const timer = setInterval(start, seconds * 1000)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
