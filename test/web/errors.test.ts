import express from 'express'
import request from 'supertest'
import { loadTexts } from '../../src/language/texts'
import { projectFile } from '../../src/projectFiles'
import { Busy, describe as described, errorPage, TooManyAttempts } from '../../src/web/errors'
import type { LogLine } from '../../src/web/log'
import { viewEngine } from '../../src/web/views'

const texts = loadTexts(projectFile('locales'))

/** What the error page answers when a route throws. */
async function answerTo(error: Error, language: 'en' | 'ru') {
  const log: LogLine[] = []
  const app = express()
  app.engine('hbs', viewEngine(projectFile('views'), texts))
  app.set('view engine', 'hbs')
  app.set('views', projectFile('views'))
  app.get('/', (_req, res) => {
    res.locals.language = language
    throw error
  })
  app.use(errorPage({ log: line => void log.push(line), texts }))
  return { log, answer: await request(app).get('/') }
}

test.each([
  [1, 'en', 'Wait 1 minute,'],
  [30, 'ru', 'Подождите 1 минуту,'],
  [61, 'en', 'Wait 2 minutes,'],
  [240, 'ru', 'Подождите 4 минуты,'],
  [900, 'en', 'Wait 15 minutes,'],
  [900, 'ru', 'Подождите 15 минут,'],
] as const)(
  'after too many tries, %d seconds too early, the page says (%s) "%s"',
  async (wait, language, words) => {
    const { answer, log } = await answerTo(new TooManyAttempts(wait), language)
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, String(wait)])
    expect(answer.text).toContain(words)
    expect(log).toEqual([])
  },
)

test('of an error the log gets the class and the place, and no line of its message', () => {
  const error = new RangeError('whoever\n  at Omsk (/home/whoever)\n')
  expect(described(error)).toEqual({
    error: 'RangeError',
    at: expect.stringMatching(/^at .*errors\.test\.ts:\d+:\d+\)?$/),
  })
  expect(described(error).at).not.toMatch(/Omsk|whoever|\//)
  expect(described('words')).toEqual({ error: 'string', at: '' })
})

test('a server that is busy says so, and logs only what kind of failure it was', async () => {
  const { answer, log } = await answerTo(new Busy(), 'en')
  expect(answer.status).toBe(503)
  expect(answer.text).toContain('Too many people at once')
  expect(answer.headers).not.toHaveProperty('retry-after')
  expect(log).toMatchObject([{ event: 'failed', status: 503, error: 'Busy' }])
})
