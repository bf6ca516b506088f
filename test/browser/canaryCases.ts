import type { Cast, Member, Stage } from './canaryPeople'
import { signIn, tryToSignIn, typeCode } from './people'

/** The volunteer records a case, after a slip in the one field that takes free text; returns its path. */
export async function recordCase({ base, diary }: Stage, { volunteer: { page } }: Cast): Promise<string> {
  await page.goto(`${base}/cases/new`)
  await diary.type(page, '#need_letters', diary.secret('letters that stand for nothing'))
  await page.click('form#words button')
  await page.locator('.error-summary').waitFor()
  await page.fill('#need_letters', '')
  await page.focus('input[value=soldier]')
  await page.keyboard.press('Space')
  await page.click('form#words button')
  await page.waitForURL('**/cases/*?saved')
  return new URL(page.url()).pathname
}

/** The volunteer adds a note; `button` is what they press when something in it is found. */
export async function addNote(
  { base, diary }: Stage,
  { volunteer: { page } }: Cast,
  path: string,
  text: string,
  button?: string,
) {
  await page.goto(`${base}${path}/notes/new`)
  await diary.type(page, '#text', text)
  await page.click('form#words button')
  if (button) await page.click(`form#words button[value=${button}]`)
  await page.waitForURL('**/cases/*?noted*')
}

/** Notes of every kind, and some that are refused. Returns the words that are masked later, and those that stay. */
export async function writeNotes(stage: Stage, cast: Cast, path: string) {
  const { base, diary } = stage
  const { page } = cast.volunteer
  const stays = diary.note('note')
  await addNote(stage, cast, path, stays)
  const masked = diary.note('words of a note, masked later')
  await addNote(stage, cast, path, `${diary.note('rest of a masked note')} ${masked}`)
  const whole = diary.note('note, masked whole later')
  await addNote(stage, cast, path, whole)
  const address = () => `${diary.secret('address in a note')}@example.org`
  await addNote(stage, cast, path, `${address()} ${diary.note('note with a masked address')}`, 'mask')
  await addNote(stage, cast, path, `${address()} ${diary.note('note with an address')}`, 'keep')
  for (const refused of [address(), `${diary.note('note that is too long')} ${'x'.repeat(10_000)}`]) {
    await page.goto(`${base}${path}/notes/new`)
    await diary.type(page, '#text', refused)
    await page.click('form#words button')
    await page.locator('.error-summary').waitFor()
  }
  return { masked, whole, stays }
}

/** A note is sent after the session was locked; the next to sign in slips first. */
export async function noteAfterLock(stage: Stage, cast: Cast, path: string): Promise<string> {
  const { base, diary } = stage
  const { page, person } = cast.volunteer
  await page.goto(`${base}${path}/notes/new`)
  const text = diary.note('note after a lock')
  await diary.type(page, '#text', text)
  stage.age(person.pseudonym, 'last_seen_at', 16 * 60)
  await page.click('form#words button')
  await diary.tokens(page)
  await tryToSignIn(page, { ...person, passphrase: diary.secret('passphrase mistyped after a lock') })
  await signIn(page, person)
  await diary.tokens(page)
  await page.click('form#words button')
  await page.waitForURL('**/cases/*?noted*')
  return text
}

/** The admin sends an invitation that is refused, and is asked for a code. */
export async function formAtSecondStep(stage: Stage, { admin: { page, person } }: Cast): Promise<void> {
  const { base, diary } = stage
  await page.goto(`${base}/users`)
  const refused = diary.secret('pseudonym of an invitation that was not made')
  await diary.type(page, '#pseudonym', `<${refused}`)
  await page.click('form[action="/users/invitations"] button')
  await page.locator('.error-summary').waitFor()
  await page.goto(`${base}/second-step?to=/users`)
  await diary.type(page, '#code', diary.secret('code that is none'))
  await page.click('form[action="/second-step"] button')
  await page.locator('.error-summary').waitFor()
  await typeCode(page, person.phone)
  await diary.tokens(page)
}

/** The coordinator reads the case, and types into everything that searches. */
export async function searchEverywhere(
  stage: Stage,
  { coordinator: { page } }: Cast,
  path: string,
): Promise<void> {
  const { base, diary } = stage
  await page.goto(base + path)
  await page.goto(`${base}/cases`)
  await diary.type(page, '#code', diary.secret('code that is searched for'))
  await page.click('form[role=search] button')
  await page.goto(`${base}${path}/repeat`)
  await diary.type(page, '#typed', diary.secret('code of a case that is repeated'))
  await page.click('main form button')
  await page.goto(`${base}/audit`)
  await page.click('summary')
  await diary.type(page, '#number', diary.secret('number of an entry'))
  await diary.type(page, '#words', diary.secret('words of an entry'))
  await page.click('details button')
  await diary.type(page, '#dated', diary.secret('day of an entry'))
  await page.click('form[role=search] button')
  const addresses = [
    'cases?status=',
    'cases?after=1.',
    'audit?actor=',
    'reports?from=',
    'reports/',
    'second-step?to=/',
  ]
  for (const address of addresses) await page.goto(`${base}/${address}${diary.secret(`address /${address}`)}`)
  await diary.tokens(page)
}

/** Masks the first note with these words: the words, or all of it. */
export async function maskNote(
  { base, diary }: Stage,
  { page }: Member,
  path: string,
  words: string,
  whole: boolean,
): Promise<void> {
  await page.goto(base + path)
  await page.locator('li.note', { hasText: words }).first().locator('a[href$="/mask"]').click()
  await diary.type(page, '#mask', diary.secret('words to mask that are not there'))
  await page.click('main form button')
  await page.locator('.error-summary').waitFor()
  await diary.type(page, '#mask', whole ? '' : words)
  if (whole) await page.check('input[name=whole]')
  await page.click('main form button')
  await page.click('button[name=confirmed]')
  await page.waitForURL('**/cases/*?noted*')
}

export async function eraseCase(
  { base }: Stage,
  { coordinator: { page } }: Cast,
  path: string,
): Promise<void> {
  await page.goto(`${base}${path}/erasure`)
  await page.locator('input[name=reason]').first().check()
  await page.click('main form button')
  await page.waitForURL('**/cases?erased')
}
