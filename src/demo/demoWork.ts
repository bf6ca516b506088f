import { randomUUID } from 'node:crypto'
import { addDays } from '../calendar/month'
import type { Today } from '../calendar/today'
import { listCases, type HelpCase } from '../cases/caseStore'
import { moveCase } from '../cases/moveCase'
import type { Deps } from '../deps'
import type { Language } from '../db/schema'
import type { Writer } from '../entries/entry'
import { setFollowUp } from '../followUps/setFollowUp'
import { addNote } from '../notes/addNote'
import type { PartnerLanguage } from '../partners/partner'
import { addPartner } from '../partners/savePartner'
import { sendReferral } from '../referrals/sendReferral'
import { daysBefore } from './daysBefore'
import type { DemoMembers } from './demoMembers'

type Parts = Pick<Deps, 'db' | 'anchor' | 'texts'>

/** Lets the demo members work for some days: partners, notes, follow-ups that are due and overdue, and a referral. */
export async function doDemoWork(
  parts: Parts,
  { volunteer, coordinator }: Pick<DemoMembers, 'volunteer' | 'coordinator'>,
  language: Language,
  today: Today,
): Promise<void> {
  const writers = [volunteer, coordinator].map(one => ({ actor: one, holder: one.keys }))
  const words = (key: string) => parts.texts(language, `demo.${key}`)
  const partner = await addDemoPartners(parts, writers[1]!, words, today)
  for (const writer of writers) {
    const own = { assigned_to: writer.actor.id }
    const cases = await listCases(parts.db, writer.actor, own, { size: plans.length })
    for (const [i, helpCase] of cases.entries())
      await workOn(parts, writer, helpCase, plans[i]!, words, today)
    const referred = cases.at(-1)
    if (referred) await sendReferral(parts, writer, { code: referred.code, partner }, 0, today)
  }
  await answerNotes(parts, writers[0]!, writers[1]!, words, today)
}

/** What was done with a case so many days ago, and in how many days its next step is due. */
interface Plan {
  ago: number
  due?: number
  reason?: string
  waits?: boolean
}

const plans: Plan[] = [
  { ago: 5, due: -2, reason: 'follow_up.answer' },
  { ago: 4, due: -1, reason: 'follow_up.documents', waits: true },
  { ago: 3, due: 0, reason: 'follow_up.call' },
  { ago: 2, due: 0, reason: 'follow_up.answer', waits: true },
  { ago: 2, due: 3, reason: 'follow_up.board' },
  { ago: 1, due: 5, reason: 'follow_up.documents' },
  { ago: 1 },
]

async function workOn(
  parts: Parts,
  writer: Writer,
  { code, status }: HelpCase,
  { ago, due, reason, waits }: Plan,
  words: (key: string) => string,
  today: Today,
): Promise<void> {
  const then = daysBefore(today, ago)
  if (status === 'new') await moveCase(parts, writer, { code, move: waits ? 'wait' : 'start' }, 0, then)
  if (due === undefined) return
  await setFollowUp(parts, writer, { code, due: addDays(today.day, due), reason: words(reason!) }, then)
}

/** Two invented partners; the id of the first. */
async function addDemoPartners(
  parts: Parts,
  { holder }: Writer,
  words: (key: string) => string,
  { day }: Today,
): Promise<string> {
  const ids = [randomUUID(), randomUUID()]
  const rest = { languages: ['ru', 'en'] as PartnerLanguage[], otherLanguages: '' }
  for (const [i, needs] of [
    ['legal', 'lawyer_referral'],
    ['shelter_inside', 'housing_abroad'],
  ].entries()) {
    const [name, does, note] = [`partner.${i + 1}.name`, `partner.${i + 1}.does`, `partner.${i + 1}.note`]
    const partner = { name: words(name), needs, does: words(does), note: words(note), ...rest }
    await addPartner(parts, holder, { partner, id: ids[i] }, day)
  }
  return ids[0]!
}

/** A few invented notes, sealed as real ones are: the volunteer's, and the coordinator's answers. */
async function answerNotes(
  parts: Parts,
  asking: Writer,
  answering: Writer,
  words: (key: string) => string,
  today: Today,
): Promise<void> {
  const cases = await listCases(parts.db, asking.actor, { assigned_to: asking.actor.id }, { size: noted })
  for (const [i, { code }] of cases.entries()) {
    const [question, answer] = [`note.asked.${(i % 2) + 1}`, `note.answered.${(i % 2) + 1}`]
    await addNote(parts, asking, { code, text: words(question) }, daysBefore(today, 1))
    await addNote(parts, answering, { code, text: words(answer) }, today)
  }
}

const noted = 4
