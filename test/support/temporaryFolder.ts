import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A folder of its own for each test of a file, gone afterwards; call what it returns inside a test. */
export function temporaryFolder(): () => string {
  let folder = ''
  beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-test-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  return () => folder
}
