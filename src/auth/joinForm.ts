import { pseudonymProblem } from '../users/pseudonym'
import { text, type Form, type Parsed, type Problems } from '../web/form'
import { passphraseProblem } from './passphrase'

export interface JoinForm {
  pseudonym: string
  passphrase: string
}

/** Reads what a newcomer typed, or says what to mend. */
export function parseJoinForm(form: Form): Parsed<JoinForm> {
  const pseudonym = text(form, 'pseudonym')
  const passphrase = text(form, 'passphrase')
  const found = {
    pseudonym: pseudonymProblem(pseudonym),
    passphrase: passphraseProblem(passphrase, [pseudonym]),
    repeated: passphrase === text(form, 'repeated') ? undefined : 'join.problem.repeated',
  }
  const problems = Object.fromEntries(
    Object.entries(found).filter(([, key]) => key !== undefined),
  ) as Problems
  return Object.keys(problems).length > 0
    ? { ok: false, problems }
    : { ok: true, value: { pseudonym, passphrase } }
}
