import type { Page } from 'playwright-core'

/** Somebody who never touches the mouse, and how much that took: keys pressed and pages loaded. */
export interface KeyboardUser {
  page: Page
  keys: number
  loads: number
  press(...keys: string[]): Promise<void>
  /** Each character counts as a key. */
  type(text: string): Promise<void>
  /** Presses Tab until the focus is on what the selector finds; throws when it never gets there. */
  tabTo(selector: string): Promise<void>
  /** Presses the keys, the last of which leads to another page, and waits for an address like it. */
  pressTo(address: RegExp, ...keys: string[]): Promise<void>
}

export function keyboardUser(page: Page): KeyboardUser {
  const user: KeyboardUser = {
    page,
    keys: 0,
    loads: 0,
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key)
      user.keys += keys.length
    },
    async type(text) {
      await page.keyboard.type(text)
      user.keys += [...text].length
    },
    async tabTo(selector) {
      for (let tabs = 0; tabs < mostTabs; tabs++) {
        if (await isFocused(page, selector)) return
        await user.press('Tab')
      }
      throw new Error(`no Tab leads to ${selector} on ${page.url()}`)
    },
    async pressTo(address, ...keys) {
      const before = user.loads
      await user.press(...keys)
      await page.waitForURL(address)
      // A page may lead to one with the same address.
      while (user.loads === before) await page.waitForEvent('load')
      // The focus comes a moment after the page.
      if (await page.locator('[autofocus]').count()) await page.locator('[autofocus]:focus').waitFor()
    },
  }
  page.on('load', () => void user.loads++)
  return user
}

const mostTabs = 120

function isFocused(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)
}
