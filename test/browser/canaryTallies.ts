import type { Cast, Stage } from './canaryPeople'

/** The volunteer slips when counting without cases, and then counts and takes it back. */
export async function countSurge({ base, diary }: Stage, { volunteer: { page } }: Cast): Promise<void> {
  await page.goto(`${base}/surge`)
  await diary.type(page, '#quick', diary.secret('letters of no category', 'latin', 10))
  await page.keyboard.press('Enter')
  await page.locator('.error-summary').waitFor()
  await page.fill('#quick', '7')
  await page.click('button[value=soldier]')
  await page.waitForURL('**/surge?counted=*')
  await page.click('[role=status] button')
  await page.waitForURL('**/surge?counted=*')
}

/** The coordinator pastes a public series after a slip; its words are for everybody to read. */
export async function pasteSeries({ base, diary }: Stage, { coordinator: { page } }: Cast): Promise<void> {
  await page.goto(`${base}/series/new`)
  await diary.type(page, '#points', diary.secret('numbers of a series that are none'))
  await page.click('form#words button.button')
  await page.locator('.error-summary').waitFor()
}

/** The coordinator begins a tally and enters a month, after slips. Its words are for everybody to read. */
export async function keepTally({ base, diary }: Stage, { coordinator: { page } }: Cast): Promise<void> {
  const fields = ['name_en', 'name_ru', 'unit_en', 'unit_ru', 'definition_en', 'definition_ru']
  const address = () => `${diary.secret('address in the words of a tally')}@example.org`
  await page.goto(`${base}/tallies/new`)
  for (const field of fields) await diary.type(page, `#${field}`, address())
  await page.click('form#words button')
  await page.locator('.error-summary').waitFor()
  for (const field of fields) await page.fill(`#${field}`, diary.known(`${field} of a tally`))
  await page.click('form#words button')
  await page.waitForURL(/\/tallies\/[\w-]{36}$/)

  await diary.type(page, '#month', diary.secret('month of a tally'))
  await diary.type(page, '#value', diary.secret('number of a tally'))
  await diary.type(page, '#note', address())
  await page.click('form#words button')
  await page.locator('.error-summary').waitFor()
  await page.fill('#month', '2024-01')
  await page.fill('#value', '37')
  await page.fill('#note', diary.known('note of a tally'))
  await page.click('form#words button')
  await page.waitForURL('**/tallies/*?set=2024-01')
}
