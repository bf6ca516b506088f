import { addMonths, monthsBetween, type Month } from '../../src/calendar/month'
import { came, isLongest, monthsIn, n, number, part, when, type Scope, type Told } from './sentenceParts'
import { tails } from './tailChecks'

/** Says what is wrong in an English sentence: nothing if all of it is so. One that cannot be read is wrong. */
export function wrongClaims(sentence: string, scope: Scope): string[] {
  const wrong: string[] = []
  const claim = (holds: boolean, what: string) => void (holds || wrong.push(`${what}: ${sentence}`))
  const figure: Told['figure'] = (group, [from, to], count, total, share) => {
    claim(from >= scope.began && to < scope.thisMonth, 'recorded and over')
    claim(number(count) === scope.counts.count(group, from, to), 'count')
    const all = scope.counts.count(null, from, to)
    if (group === null) return claim(total === undefined, 'no share of itself')
    claim(number(total ?? '0') === all && all >= 20, 'total')
    if (share) claim(isRounded(number(count) / all, share), 'share')
  }
  const text = sentence.replace(/\.$/, '')
  const requests = `requests?${scope.of === null ? '' : ofCategory[scope.of]}`
  const isRead =
    readSeasons(text, requests, { ...scope, claim, figure }) ||
    readMonthsAbove(text, requests, { ...scope, claim, figure }) ||
    readHead(text, requests, { ...scope, claim, figure })
  claim(isRead, 'can be read')
  return wrong
}

const ofCategory: Record<string, string> = {
  ...{ soldier: ' from soldiers', mobilised_civilian: ' from mobilised civilians' },
  other: ' under “Other or unknown”',
}

type Reader = Scope & Pick<Told, 'claim' | 'figure'>

function readSeasons(text: string, requests: string, { claim, figure, groupOf }: Reader): boolean {
  const seasons = read(
    `([\\d.]+)% of ${requests} ${when} (.+?) \\(${n} of ${n}\\); ${when} it was ([\\d.]+)% \\(${n} of ${n}\\)`,
    text,
  )
  if (!seasons) return false
  const [shareBefore, before, words, a, ofA, now, share, b, ofB] = seasons
  figure(groupOf(words!), monthsIn(before!), a!, ofA)
  figure(groupOf(words!), monthsIn(now!), b!, ofB)
  const [first, second] = [number(a!) / number(ofA!), number(b!) / number(ofB!)]
  claim(isRounded(first, shareBefore!) && isRounded(second, share!), 'shares of seasons')
  claim(Math.abs(first - second) > 0.01, 'seasons that differ')
  return true
}

function readMonthsAbove(text: string, requests: string, { claim, figure, ...scope }: Reader): boolean {
  const above = read(
    `${when.replace('in', 'In')} more than ${n} ${requests} (.+?) every month, (\\d+) in a row(, the longest.*?)?; ${part} in all`,
    text,
  )
  if (!above) return false
  const [period, level, words, length, longest, count, total, share] = above
  const [from, to] = monthsIn(period!)
  const group = words === 'were logged' ? null : scope.groupOf(words!)
  figure(group, [from, to], count!, total, share)
  const isAbove = (one: Month) => scope.counts.count(group, one) > number(level!)
  claim(monthsBetween(from, to).every(isAbove) && !isAbove(addMonths(from, -1)), 'above')
  claim(monthsBetween(from, to).length === Number(length) && from > scope.began, 'length')
  claim(!longest || isLongest(isAbove, [from, to], scope), 'longest')
  return true
}

function readHead(text: string, requests: string, { claim, figure, ...scope }: Reader): boolean {
  const exact = read(`${n}(?: of ${n} ${requests} \\(([\\d.]+)%\\)| ${requests} (?:was|were) logged) ${when}(?: ${came})?((?:, .*)?)`, text) // prettier-ignore
  const rounded = read(`More than ${n} ${requests} \\(${n}(?: of ${n})?\\) (?:were logged )?${when}(?: ${came})?((?:, .*)?)`, text) // prettier-ignore
  if (!exact && !rounded) return false
  const [level, ...others] = rounded ?? [undefined]
  const [count, total, share, period, words, tail] = exact ?? [
    others[0],
    others[1],
    undefined,
    ...others.slice(2),
  ]
  const group = words ? scope.groupOf(words) : null
  const months = monthsIn(period!)
  figure(group, months, count!, total, share)
  if (level) claim(number(level) < number(count!) && number(count!) - number(level) < 100, 'more than')
  if (!tail) return true
  const told: Told = { ...scope, group, months, count: number(count!), claim, figure }
  return tails.some(([pattern, check]) => {
    const found = read(pattern, tail.slice(2))
    if (found) check(found, told)
    return found !== undefined
  })
}

function read(pattern: string, text: string): (string | undefined)[] | undefined {
  const known = patterns.get(pattern) ?? new RegExp(`^${pattern}$`)
  patterns.set(pattern, known)
  return known.exec(text)?.slice(1)
}

const patterns = new Map<string, RegExp>()

/** Whether a share is told as it is, to as many decimals as are said, one at most. */
function isRounded(share: number, percent: string): boolean {
  // A share of 36.0% is told as 36%.
  const half = percent.includes('.') ? 0.05 : 0.5
  return Math.abs(100 * share - Number(percent)) <= half + 1e-9
}
