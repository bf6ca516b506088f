import type { CaseFacts } from '../cases/case'
import { monthDistance, type Month } from '../calendar/month'
import { inventMonths, type InventedMonth } from './inventedMonths'
import * as likely from './likelihoods'
import type { PublishedFigure } from './publishedFigures'
import { draw, drawSeveral, seededRandom, type Random, type Weights } from './seededRandom'

/**
 * About 9,000 cases whose counts agree with everything that was published, and the same ones each time.
 * No case describes a real person: beyond its month and whether it is a soldier's, everything is drawn at
 * random.
 */
export function inventCases(published: PublishedFigure[], seed = 2023): CaseFacts[] {
  const random = seededRandom(seed)
  const months = inventMonths(published)
  const last = months[months.length - 1]!.month
  return months.flatMap(one => {
    const age = monthDistance(one.month, last)
    const cases = categoriesOf(one, age).map(category => inventCase(random, one.month, category, age))
    const spam = Array.from({ length: Math.round(cases.length * spamShare) }, () =>
      inventSpam(random, one.month),
    )
    return [...cases, ...spam]
  })
}

const spamShare = 0.013

/** The call-up of 2022 slowly gives way to other worries: two in three civilians at the end, more before. */
function categoriesOf({ soldiers, civilians }: InventedMonth, age: number): string[] {
  const mobilised = Math.round(civilians * (0.66 + 0.01 * age))
  return [
    ...Array<string>(soldiers).fill('soldier'),
    ...Array<string>(mobilised).fill('mobilised_civilian'),
    ...Array<string>(civilians - mobilised).fill('other'),
  ]
}

function inventCase(random: Random, month: Month, category: string, age: number): CaseFacts {
  const status = inventStatus(random, age)
  return {
    month,
    category,
    profile: sometimes(random, 0.86, likely.profiles[category]!),
    asker: sometimes(random, 0.94, likely.askers[category]!),
    channel: draw(random, likely.channels),
    place: sometimes(random, 0.9, likely.places[category]!),
    urgency: sometimes(random, 0.82, likely.urgencies[category]!),
    status,
    outcome: status === 'closed' ? draw(random, likely.outcomes[category]!) : null,
    first_response: status === 'new' ? null : sometimes(random, 0.93, likely.firstResponses),
    needs: drawSeveral(random, likely.needs[category]!, Number(draw(random, { 1: 55, 2: 33, 3: 12 }))),
    situations: drawSeveral(
      random,
      likely.situations[category]!,
      Number(draw(random, { 0: 30, 1: 55, 2: 15 })),
    ),
  }
}

/** The older the month, the fewer cases are still open; only the last two months have new ones. */
function inventStatus(random: Random, age: number): string {
  const closed = [0.44, 0.7, 0.86, 0.94][age] ?? 0.985
  if (random() < closed) return 'closed'
  return draw(random, age < 2 ? { ...likely.openStatuses, new: 22 } : likely.openStatuses)
}

/** Comes on top of the published figures, from which spam was left out. */
function inventSpam(random: Random, month: Month): CaseFacts {
  return {
    month,
    category: 'other',
    profile: null,
    asker: null,
    channel: draw(random, likely.channels),
    place: null,
    urgency: null,
    status: 'closed',
    outcome: 'spam',
    first_response: null,
    needs: [],
    situations: [],
  }
}

function sometimes(random: Random, share: number, weights: Weights): string | null {
  const known = random() < share
  return known && Object.keys(weights).length > 0 ? draw(random, weights) : null
}
