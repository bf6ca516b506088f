import { randomInt } from 'node:crypto'
import type { Page } from 'playwright-core'
import { addDays, dayAt } from '../../src/calendar/month'
import type { Cast, Stage } from './canaryPeople'

/** The volunteer sets follow-ups after some slips, moves one, and does another; a calendar of theirs learns the days. */
export async function planFollowUps(
  stage: Stage,
  { volunteer: { page } }: Cast,
  path: string,
): Promise<void> {
  const { base, diary } = stage
  const form = `form[action="${path}/follow-ups"]`
  await page.goto(`${base}${path}/follow-ups/new`)
  await diary.type(page, '#due', diary.secret('day that is none'))
  await diary.type(page, '#reason', `${diary.secret('address in a follow-up')}@example.org`)
  await page.click(`${form} button`)
  await page.locator('.error-summary').waitFor()
  await page.fill('#due', someDay())
  await page.click(`${form} button`)
  await page.click(`${form} button[value=mask]`)
  await page.waitForURL('**/cases/*?follow_up_set')

  await page.goto(`${base}${path}/follow-ups/new`)
  await diary.type(page, '#reason', diary.note('follow-up'))
  await page.fill('#due', someDay())
  await page.click(`${form} button`)
  await page.waitForURL('**/cases/*?follow_up_set')
  await page.locator('#follow-ups button[value=moved]').first().click()
  await page.fill('#due', someDay())
  await page.click('form[action="/follow-ups"] button')
  await page.waitForURL('**/cases/*?moved=1')
  await page.locator('#follow-ups button[value=done]').first().click()
  await page.waitForURL('**/cases/*?undo=*')
  await page.goto(`${base}/`)
  await turnOnCalendar(stage, page)

  /** So far ahead that no other record holds it. */
  function someDay(): string {
    const today = dayAt(new Date(), 'UTC')
    return diary.shown('day of a follow-up', addDays(today, randomInt(200, 700)))
  }
}

/** A calendar fetches the file, which holds the days that are left. */
async function turnOnCalendar({ base, diary }: Stage, page: Page): Promise<void> {
  await page.goto(`${base}/account/calendar-file`)
  await page.click('form[action="/account/calendar-file"] button')
  const { pathname } = new URL((await page.textContent('main code'))!)
  diary.shown('address of a calendar file', pathname.replace(/^\/feeds\/|\.ics$/g, ''))
  await page.goto(`${base}/`)
  const file = await (await page.request.get(base + pathname)).text()
  if (!file.includes('BEGIN:VEVENT')) throw new Error('the calendar file is empty')
}
