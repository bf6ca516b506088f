import type { Cast, Stage } from './canaryPeople'

/** The coordinator adds a situation. Its code and its words are the organisation's own: they stand there for all to read. */
export async function addTerm({ base, diary }: Stage, { coordinator: { page } }: Cast): Promise<void> {
  await page.goto(`${base}/settings/taxonomy/situation/new`)
  for (const field of ['label_en', 'label_ru', 'meaning_en', 'meaning_ru', 'term'])
    await diary.type(page, `#${field}`, diary.known(`${field} of a situation`))
  await page.click('form#words button')
  await page.waitForURL('**/settings/taxonomy/situation/*?added')
}
