import type { Cast, Stage } from './canaryPeople'

/** The coordinator adds a partner, after a slip in each of its words, and one that is taken off the list later. */
export async function addPartners({ base, diary }: Stage, { coordinator: { page } }: Cast): Promise<void> {
  const address = () => `${diary.secret('address in the words of a partner')}@example.org`
  await page.goto(`${base}/partners/new`)
  for (const field of ['#name', '#does', '#otherLanguages', '#note']) await diary.type(page, field, address())
  await page.click('form#words button')
  await page.locator('mark').first().waitFor()
  await diary.type(page, '#name', diary.note('name of a partner'))
  await diary.type(page, '#does', diary.note('what a partner does'))
  await diary.type(page, '#otherLanguages', diary.note('languages of a partner'))
  await diary.type(page, '#note', diary.note('note on a partner'))
  await page.click('form#words button')
  await page.waitForURL('**/partners?added')

  await page.goto(`${base}/partners/new`)
  await diary.type(page, '#name', `A ${diary.secret('name of a partner, retired later')}`)
  await diary.type(page, '#does', diary.secret('what it did'))
  await page.click('form#words button')
  await page.waitForURL('**/partners?added')
}

/** The volunteer refers the case, notes the answer, and makes the text for the partner with all its notes. */
export async function refer(
  { base, diary }: Stage,
  { volunteer: { page } }: Cast,
  path: string,
): Promise<void> {
  await page.goto(`${base}${path}/referrals/new`)
  await page.locator('input[name=partner]').first().check()
  await page.click('main form button')
  await page.waitForURL('**/cases/*?referred*')
  await page.click('#referrals a[href*="/referrals/"]')
  await page.check('input[value=accepted]')
  await diary.type(page, '#outcome', `${diary.secret('address in an outcome')}@example.org`)
  await page.click('form#words button')
  await page.locator('mark').waitFor()
  await diary.type(page, '#outcome', diary.note('outcome of a referral'))
  await page.click('form#words button')
  await page.waitForURL('**/cases/*?answered*')
  await page.goto(`${base}${path}/hand-over-text`)
  for (const note of await page.locator('input[name=note]').all()) await note.check()
  await page.click('main form button')
  await page.waitForURL('**/hand-over-text?*note=*')
}

export async function retirePartner({ base }: Stage, { coordinator: { page } }: Cast): Promise<void> {
  await page.goto(`${base}/partners`)
  await page.locator('main ul a', { hasText: /^A / }).click()
  await page.click('a[href$="/retirement"]')
  await page.click('main form button')
  await page.waitForURL('**/partners?retired')
}
