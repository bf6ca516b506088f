import { pseudonymProblem } from '../users/pseudonym'
import { text, verbatim, type Form, type Parsed, type Problems } from '../web/form'
import { passphraseProblem } from './passphrase'

export interface JoinForm {
  pseudonym: string
  passphrase: string
}

/** Reads what a newcomer typed, or says what to mend. Who joins again has a pseudonym already. */
export function parseJoinForm(form: Form, known?: string): Parsed<JoinForm> {
  const pseudonym = known ?? text(form, 'pseudonym')
  const chosen = parseNewPassphrase(form, pseudonym)
  const pseudonymKey = known === undefined ? pseudonymProblem(pseudonym) : undefined
  const problems = { ...(pseudonymKey ? { pseudonym: pseudonymKey } : {}), ...chosen.problems }
  return Object.keys(problems).length > 0
    ? { ok: false, problems }
    : { ok: true, value: { pseudonym, passphrase: verbatim(form, 'passphrase') } }
}

/** What is wrong with a passphrase typed twice. */
export function parseNewPassphrase(form: Form, pseudonym: string): { problems: Problems } {
  const passphrase = verbatim(form, 'passphrase')
  const found = {
    passphrase: passphraseProblem(passphrase, [pseudonym]),
    repeated: passphrase === verbatim(form, 'repeated') ? undefined : 'join.problem.repeated',
  }
  return {
    problems: Object.fromEntries(Object.entries(found).filter(([, key]) => key !== undefined)) as Problems,
  }
}
