import type { Role } from '../../src/db/schema'
import { newTotpSecret } from '../../src/auth/secondFactor'
import { addDemoMembers, type DemoMembers } from '../../src/demo/demoMembers'
import { fillDemo } from '../../src/demo/fillDemo'
import { inventCases } from '../../src/demo/inventCases'
import { readPublishedFigures } from '../../src/demo/publishedFigures'
import { phoneOf, type Person } from './people'
import { serveOnDisk, type TropaOnDisk } from './tropaOnDisk'

export interface DemoOnDisk extends TropaOnDisk {
  people: Record<Role, Person>
  members: DemoMembers
}

/** The server with the members of the demo; `filled` with its cases too. */
export async function startDemo({ filled }: { filled: boolean }): Promise<DemoOnDisk> {
  const tropa = await serveOnDisk()
  const [passphrase, totpSecret] = ['birch river stone path', newTotpSecret()]
  const members = await addDemoMembers(tropa, { passphrase, totpSecret }, 'en', tropa.today())
  if (filled) {
    await fillDemo(tropa, members, inventCases(readPublishedFigures()), tropa.today(), () => {})
  }
  const person = (role: Role) => ({ pseudonym: role, passphrase, phone: phoneOf(totpSecret, tropa.clock) })
  const people = {
    volunteer: person('volunteer'),
    coordinator: person('coordinator'),
    admin: person('admin'),
  }
  return { ...tropa, people, members }
}
