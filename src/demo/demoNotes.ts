import type { Today } from '../calendar/today'
import { listCases } from '../cases/caseStore'
import type { Deps } from '../deps'
import type { Language } from '../db/schema'
import { addNote } from '../notes/addNote'
import type { DemoMembers } from './demoMembers'

/** How many cases of the volunteer get a note by them and an answer by the coordinator. */
const noted = 4

/** Writes a few invented notes, sealed as real ones are. */
export async function addDemoNotes(
  { db, anchor, texts }: Pick<Deps, 'db' | 'anchor' | 'texts'>,
  { volunteer, coordinator }: Pick<DemoMembers, 'volunteer' | 'coordinator'>,
  language: Language,
  today: Today,
): Promise<void> {
  const cases = await listCases(db, coordinator, { assigned_to: volunteer.id }, { size: noted })
  for (const [i, { code }] of cases.entries()) {
    for (const [member, who] of [
      [volunteer, 'asked'],
      [coordinator, 'answered'],
    ] as const) {
      const text = texts(language, `demo.note.${who}.${(i % 2) + 1}`)
      await addNote({ db, anchor }, { actor: member, holder: member.keys }, { code, text }, today)
    }
  }
}
