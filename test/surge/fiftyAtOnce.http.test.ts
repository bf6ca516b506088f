import { listAudit } from '../../src/audit/auditStore'
import { month } from '../../src/calendar/month'
import { withoutCase } from '../../src/counts/count'
import { listCounts } from '../../src/counts/countStore'
import { hidden } from '../support/signIn'
import { signedInAs, testApp } from '../support/testApp'
import { engines } from '../support/testDatabase'

jest.setTimeout(60_000)

test.each(engines)(
  'on %s fifty who press at once lose nothing, and take back what is theirs',
  async (_, open) => {
    const tropa = await testApp({ database: await open() })
    const fifty: Awaited<ReturnType<typeof signedInAs>>[] = []
    for (let i = 0; i < 50; i++) fifty.push(await signedInAs(tropa, 'volunteer', `one of fifty ${i}`))
    const ids = await Promise.all(fifty.map(async ({ get }) => hidden(await get('/surge'), 'id')!))

    const typed = (i: number) => ['s2', 'm', 'o3'][i % 3]!
    const answers = await Promise.all(
      fifty.map(({ post }, i) => post('/surge', { id: ids[i]!, quick: typed(i) })),
    )
    expect(answers.map(answer => answer.status)).toEqual(fifty.map(() => 303))
    expect(await counted()).toEqual({ soldier: 34, mobilised_civilian: 17, other: 48 })
    expect(await listAudit(tropa.deps.db, ['request.tallied'], 100)).toHaveLength(50)

    const pressed = answers.map(answer => answer.headers.location!.split('=')[1]!)
    await Promise.all(fifty.slice(1).map(({ post }, i) => post(`/surge/${pressed[i + 1]!}/removal`)))
    expect(await counted()).toEqual({ soldier: 2 })
    await tropa.close()

    async function counted(): Promise<Record<string, number>> {
      const counts = await listCounts(tropa.deps.db, 'total', month('2000-01'), month('2099-12'))
      return Object.fromEntries(withoutCase(counts).get(month('2024-03')) ?? [])
    }
  },
)
