import { hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sodiumReady } from './sodium'

/**
 * What the server knows and its database does not: 32 random bytes in a file. Whoever has a copy of the
 * database alone can neither guess passphrases nor match the hashes that are made with it.
 */
export interface ServerKey {
  /** Goes into Argon2id beside the passphrase. */
  pepper: Buffer
  /** For HMACs, one key for each purpose. */
  recoveryCodes: Buffer
  throttle: Buffer
  device: Buffer
  /** What the database may keep to recognise the key by. */
  check: string
}

/** Reads the file, or makes it when it is not there. The vault may be used as soon as this has returned. */
export async function loadServerKey(file: string): Promise<ServerKey> {
  await sodiumReady
  if (!existsSync(file)) makeFile(file)
  const text = readFileSync(file, 'utf8').trim()
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== 32) throw new Error(`${file} is damaged: it must hold 32 bytes in base64url`)
  return serverKeyOf(bytes)
}

export function serverKeyOf(bytes: Buffer): ServerKey {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', bytes, '', `tropa/${purpose}`, 32))
  return {
    pepper: derive('pepper'),
    recoveryCodes: derive('recovery codes'),
    throttle: derive('throttle'),
    device: derive('device'),
    check: derive('check').toString('base64url'),
  }
}

/** Written whole under another name first: a start that is cut off, or two at once, must not leave half a key. */
function makeFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
}
