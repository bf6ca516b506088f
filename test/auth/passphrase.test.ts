import { passphraseProblem } from '../../src/auth/passphrase'
import { offeredPassphrase } from '../../src/auth/offeredPassphrase'

test.each([
  'пароль пароль пароль',
  'Любовь любовь ЛЮБОВЬ',
  'йцукенгшщзхъфыв',
  'heron heron heron',
  'passwordpassword',
  'correct correct correct horse',
])('%s is easy to guess', passphrase => {
  expect(passphraseProblem(passphrase, ['heron'])).toBe('join.problem.passphrase_guessable')
})

test.each([
  'seven quiet herons cross',
  'тихая река несет семь лодок',
  'k7#Qp!2vX$9mZ@4b',
  '🦔🍄🌲🦉🐌🪵🍂🦌🐾🌰🍃🪶🦡🌾🐿',
])('%s is good', passphrase => expect(passphraseProblem(passphrase, [])).toBeUndefined())

test.each(['en', 'ru'] as const)('what is offered in %s is always good', language => {
  for (let i = 0; i < 50; i++) expect(passphraseProblem(offeredPassphrase(language), [])).toBeUndefined()
})
