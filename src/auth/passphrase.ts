import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

const shortestPassphrase = 15
const longestPassphrase = 200

/** The key of what is wrong with a newly chosen passphrase, or undefined. `related` are words it must not be made of. */
export function passphraseProblem(passphrase: string, related: string[]): string | undefined {
  const length = [...passphrase].length
  if (length < shortestPassphrase) return 'join.problem.passphrase_short'
  if (length > longestPassphrase) return 'join.problem.passphrase_long'
  checker ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  const { score } = checker.check(passphrase, ['tropa', 'тропа', ...related])
  // 3 of 4: "safely unguessable: moderate protection from offline slow-hash scenario" in zxcvbn's own scale.
  return score < 3 ? 'join.problem.passphrase_guessable' : undefined
}

/** Made when it is first needed: its lists of common passphrases take a while to load. */
let checker: ZxcvbnFactory | undefined
