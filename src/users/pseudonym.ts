/**
 * A pseudonym as it is compared: lower case, without accents of form, with Cyrillic letters that look like
 * Latin ones folded into them, so that nobody can join under a name that looks like a colleague's.
 */
export function signInName(pseudonym: string): string {
  const folded = pseudonym.slice(0, mostTyped).normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
  return [...folded].map(letter => lookalikes[letter] ?? letter).join('')
}

/** No pseudonym is as long; to fold a whole form full of letters that become words would take a second. */
const mostTyped = 200

/** The key of what is wrong with a pseudonym, or undefined. */
export function pseudonymProblem(pseudonym: string): string | undefined {
  if (pseudonym === '') return 'join.problem.pseudonym_missing'
  return /^[\p{L}\p{N}][\p{L}\p{N} ._-]{1,29}$/u.test(pseudonym) ? undefined : 'join.problem.pseudonym'
}

const lookalikes: Record<string, string> = {
  ...{
    а: 'a',
    в: 'b',
    с: 'c',
    е: 'e',
    ё: 'e',
    н: 'h',
    к: 'k',
    м: 'm',
    о: 'o',
    р: 'p',
    т: 't',
    х: 'x',
    у: 'y',
  },
  ...{ '0': 'o', '1': 'l', i: 'l', і: 'l', ј: 'j', ѕ: 's' },
}
