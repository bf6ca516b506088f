import path from 'node:path'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** What is remembered of an epoch, or of an entry of the audit log: its number and hash. */
export interface EpochHead {
  number: number
  hash: string
}

/**
 * The last epoch this server has seen, kept outside the database: whoever can only write there can neither begin
 * another line of epochs nor put back an older state.
 */
export interface Anchor {
  read(): EpochHead | undefined
  write(head: EpochHead): void
}

/** What a server remembers in its data folder: the last epoch, and the end of the audit log. */
export function anchorsIn(dataDir: string): { anchor: Anchor; auditAnchor: Anchor } {
  return {
    anchor: fileAnchor(path.join(dataDir, 'epoch.anchor')),
    auditAnchor: fileAnchor(path.join(dataDir, 'audit.anchor'), 'entry'),
  }
}

/** An anchor in a file of the data folder; `what` it remembers is its first word. */
export function fileAnchor(file: string, what: 'epoch' | 'entry' = 'epoch'): Anchor {
  return {
    read() {
      if (!existsSync(file)) return undefined
      const [, word, number, hash] = form.exec(readFileSync(file, 'utf8')) ?? []
      if (word !== what || !number || !hash)
        throw new Error(`${file} is damaged: it must read "${what}", a number and a hash`)
      return { number: Number(number), hash }
    },
    write({ number, hash }) {
      writeFileSync(`${file}.new`, `${what} ${number} ${hash}\n`, { mode: 0o600, flush: true })
      renameSync(`${file}.new`, file)
    },
  }
}

const form = /^(epoch|entry) (\d+) ([0-9a-f]{64})\s*$/

/** An anchor that is gone with the program: for the demo and for tests. */
export function memoryAnchor(): Anchor {
  let kept: EpochHead | undefined
  return { read: () => kept, write: head => void (kept = head) }
}
