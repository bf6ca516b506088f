import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { wordsOf } from '../words/wordList'

const shortestPassphrase = 15
const longestPassphrase = 200

/** Room for six words. Scoring takes up to a second for 200 characters, while everybody else waits. */
const mostScored = 64

/** The key of what is wrong with a newly chosen passphrase, or undefined. `related` are words it must not be made of. */
export function passphraseProblem(passphrase: string, related: string[]): string | undefined {
  const length = [...passphrase].length
  if (length < shortestPassphrase) return 'join.problem.passphrase_short'
  if (length > longestPassphrase) return 'join.problem.passphrase_long'
  checker ??= new ZxcvbnFactory({
    dictionary: { ...dictionary, russian: [...common, ...wordsOf('ru')] },
    graphs: adjacencyGraphs,
  })
  const { score } = checker.check(passphrase.slice(0, mostScored), ['tropa', 'тропа', ...related])
  if ([...withoutRepeats(passphrase)].length < shortestPassphrase) return 'join.problem.passphrase_guessable'
  // 3 of 4: "safely unguessable: moderate protection from offline slow-hash scenario" in zxcvbn's own scale.
  return score < 3 ? 'join.problem.passphrase_guessable' : undefined
}

/** A word said three times is no longer than once. */
function withoutRepeats(passphrase: string): string {
  const words = passphrase
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')
  // What has no words in it, such as signs alone, is left to the scoring.
  return words.length < 2 ? passphrase : [...new Set(words)].join(' ')
}

/** What Russian passwords are made of most often, the commonest first; zxcvbn knows no Russian. */
const common = [
  ...[
    'пароль',
    'привет',
    'любовь',
    'йцукен',
    'йцукенгшщз',
    'россия',
    'наташа',
    'солнышко',
    'максим',
    'марина',
  ],
  ...[
    'андрей',
    'светлана',
    'александр',
    'сергей',
    'люблю',
    'тебя',
    'меня',
    'мама',
    'папа',
    'зенит',
    'спартак',
  ],
  ...['котенок', 'счастье', 'москва', 'фыва', 'олдж', 'ячсмить', 'парольпароль', 'секрет', 'админ', 'доступ'],
]

/** Made when it is first needed: its lists of common passphrases take a while to load. */
let checker: ZxcvbnFactory | undefined
