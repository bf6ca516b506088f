import type { Fact } from './fact'
import type { Figure } from './records'

/** Whether two sentences would tell the same: the same figure, the same two from another side, or one event in other words. */
export function sayTheSame(a: Fact, b: Fact): boolean {
  return (
    nameOf(a.group, a.figure) === nameOf(b.group, b.figure) ||
    sharedFigures(a, b) >= 2 ||
    (areOfTheSame(a, b) && isSameEvent(a, b)) ||
    isDenominatorOf(a, b) ||
    isDenominatorOf(b, a)
  )
}

/** Of the same group; or one of all requests, and the other of a group that makes out most of its figure or change. */
function areOfTheSame(a: Fact, b: Fact): boolean {
  const isMost = ({ figure, against }: Fact) =>
    (figure.count - (against?.count ?? 0)) / (figure.total - (against?.total ?? 0)) >= 0.5
  return a.group === b.group || (a.group === null && isMost(b)) || (b.group === null && isMost(a))
}

/** A change in the same direction between months that overlap, by season and by quarter, say; or a record in them. */
function isSameEvent(a: Fact, b: Fact): boolean {
  if (!overlap(a.figure, b.figure)) return false
  if (isRecord(a) && isRecord(b)) return true
  if (!isChange(a) || !isChange(b)) return a.kind === b.kind && sameMonths(a.figure, b.figure)
  return overlap(a.against!, b.against!) && wayOf(a) === wayOf(b)
}

/** A bare number of requests that another sentence has as the one its figure is a part of. */
function isDenominatorOf(bare: Fact, fact: Fact): boolean {
  const isBare =
    bare.group === null && (bare.kind === 'sum_since' || (bare.kind === 'two_months' && !bare.since))
  return isBare && sameMonths(bare.figure, fact.figure)
}

function isRecord({ kind, since }: Fact): boolean {
  return kind === 'record' || (kind === 'two_months' && since !== undefined)
}

function isChange({ kind, against, other }: Fact): boolean {
  return against !== undefined && other === undefined && kind !== 'about_the_same'
}

function sharedFigures(a: Fact, b: Fact): number {
  const ofB = figuresOf(b)
  return figuresOf(a).filter(name => ofB.includes(name)).length
}

function figuresOf({ group, figure, against, other, after }: Fact): string[] {
  const told = [nameOf(group, figure), ...(against ? [nameOf(other ?? group, against)] : [])]
  return [...told, ...(after ? [nameOf(group, after)] : [])]
}

function nameOf(group: string | null, { from, to }: Figure): string {
  return `${group ?? ''} ${from} ${to}`
}

function wayOf({ kind, figure, against }: Fact): number {
  const value = ({ count, total }: Figure) => (kind === 'season_share' ? count / total : count)
  return Math.sign(value(figure) - value(against!))
}

function overlap(a: Figure, b: Figure): boolean {
  return a.from <= b.to && b.from <= a.to
}

function sameMonths(a: Figure, b: Figure): boolean {
  return a.from === b.from && a.to === b.to
}
