import fc from 'fast-check'
import { month, type Day } from '../../src/calendar/month'
import type { SeizedFacts } from '../../src/seized/facts'
import { scenarioNames, scenariosOf, type ScenarioName } from '../../src/seized/scenario'
import { spreadOf } from '../../src/seized/views'

/** A house in order: nothing is left to do. */
const calm: SeizedFacts = {
  day: '2024-03-15' as Day,
  keyPlace: 'elsewhere',
  evaporationDays: 30,
  cases: {
    open: 40,
    closed: 10,
    oldest: month('2024-01'),
    ordered: 50,
    pool: 0,
    quiet: 0,
    destroyed: 0,
    traces: false,
    due: 0,
    next: { day: '2024-06-30' as Day, n: 10 },
  },
  counts: { cells: 90, shown: 12 },
  notes: { all: 30, plain: 0, cases: 20 },
  steps: { all: 200, plain: 0 },
  shared: { notes: 0, cases: 0 },
  partners: 3,
  feeds: 1,
  members: {
    all: 9,
    volunteers: 5,
    coordinators: 2,
    admins: 2,
    ended: 0,
    keyed: 9,
    keyless: 0,
    keys: 9,
    caseless: 0,
    certified: 2,
    former: 0,
    opensAll: 2,
    opensSome: 5,
    opensTeam: 7,
    epoch: 2,
  },
  sessions: { rows: 3, active: 2, idle: 0, locked: 1, keys: 2 },
  codes: { recovery: 90, invitations: 0, hours: 0, named: 0 },
  audit: 200,
  views: {
    volunteer: {
      cases: { most: 12, median: 8 },
      notes: { most: 7, median: 6 },
      colleagues: { most: 1, median: 0 },
    },
    coordinator: { cases: 50, notes: 30 },
    admin: { cases: 0, notes: 0 },
  },
}

const actionsOf = (facts: SeizedFacts, name: ScenarioName) =>
  scenariosOf(facts)
    .find(scenario => scenario.name === name)!
    .actions.map(one => one.action)

test('what is in order needs nothing to be done', () => {
  for (const name of scenarioNames) expect([name, actionsOf(calm, name)]).toEqual([name, []])
})

/** What goes wrong, where it is told, and what is then to be done. */
const troubles: [ScenarioName, string, (facts: SeizedFacts) => void][] = [
  ['disk', 'wipe_traces', facts => (facts.cases.traces = true)],
  ['disk', 'evaporate', facts => (facts.cases.due = 1)],
  ['disk', 'move_key', facts => (facts.keyPlace = 'same_disk')],
  ['disk', 'renew_key', facts => (facts.members.former = 1)],
  ['disk', 'assign', facts => (facts.shared = { notes: 2, cases: 1 })],
  ['disk', 'close_quiet', facts => (facts.cases.quiet = 1)],
  ['disk', 'join_again', facts => (facts.members.keyless = 1)],
  ['disk', 'vanish_sooner', facts => (facts.evaporationDays = 31)],
  ['running', 'sign_out', facts => (facts.sessions.idle = 1)],
  ['backup', 'old_copies', facts => (facts.cases.destroyed = 1)],
  ['backup', 'old_copies', facts => (facts.members.ended = 1)],
  ['backup', 'key_apart', facts => (facts.keyPlace = 'beside')],
  ['backup', 'second_coordinator', facts => (facts.members.certified = 1)],
  ['volunteer', 'end_caseless', facts => (facts.members.caseless = 1)],
  ['volunteer', 'spread', facts => (facts.views.volunteer.cases.most = 17)],
  ['coordinator', 'fewer_coordinators', facts => (facts.members.coordinators = 4)],
  ['admin', 'fewer_admins', facts => (facts.members.admins = 3)],
  ['admin', 'withdraw', facts => (facts.codes.invitations = 1)],
]

test.each(troubles)('of %s: %s when, and only when, there is something to do', (name, action, trouble) => {
  const facts = structuredClone(calm)
  trouble(facts)
  expect(actionsOf(facts, name)).toEqual([action])
})

test('however much there is to do, four things stand there, the most useful first', () => {
  const facts = structuredClone(calm)
  for (const [, , trouble] of troubles) trouble(facts)
  expect(actionsOf(facts, 'disk')).toEqual(['wipe_traces', 'evaporate', 'move_key', 'renew_key'])
  for (const name of scenarioNames) expect(actionsOf(facts, name).length).toBeLessThanOrEqual(4)
})

test('the server key is readable wherever a disk or copy would have it', () => {
  const state = (keyPlace: SeizedFacts['keyPlace'], name: ScenarioName, what: string) =>
    rowOf({ ...calm, keyPlace }, name, what)
  expect(state('beside', 'disk', 'server_key')).toMatchObject({ n: 1, state: 'readable' })
  expect(state('same_disk', 'disk', 'server_key')).toMatchObject({ n: 1, state: 'readable' })
  expect(state('elsewhere', 'disk', 'server_key')).toMatchObject({ n: 0, state: 'absent' })
  expect(state('beside', 'backup', 'server_key_copy')).toMatchObject({ n: 1, state: 'readable' })
  expect(state('same_disk', 'backup', 'server_key_copy')).toMatchObject({ n: 0, state: 'absent' })
  expect(state('beside', 'disk', 'passphrases_all').hint).toBe('guessing')
  expect(state('elsewhere', 'disk', 'passphrases_all').hint).toBe('no_guessing')
})

test('what must not be there is called readable as soon as it is', () => {
  const facts = structuredClone(calm)
  expect(rowOf(facts, 'disk', 'notes_plain')).toMatchObject({ n: 0, state: 'absent' })
  facts.notes.plain = 2
  facts.views.admin = { cases: 3, notes: 1 }
  facts.cases.traces = true
  expect(rowOf(facts, 'disk', 'notes_plain')).toMatchObject({ n: 2, state: 'readable' })
  expect(rowOf(facts, 'disk', 'notes')).toMatchObject({ n: 28, state: 'sealed' })
  facts.steps.plain = 5
  expect(rowOf(facts, 'disk', 'notes_plain')).toMatchObject({ n: 7, state: 'readable' })
  expect(rowOf(facts, 'disk', 'steps')).toMatchObject({ n: 195, state: 'sealed' })
  expect(rowOf(facts, 'admin', 'cases')).toMatchObject({ n: 3, state: 'readable' })
  expect(rowOf(facts, 'admin', 'notes_seen')).toMatchObject({ n: 1, state: 'readable' })
  expect(rowOf(facts, 'disk', 'cases_destroyed').state).toBe('readable')
})

test('cases that nobody has can be read with more passphrases, and be taken by whoever has an open window', () => {
  expect(rowOf(calm, 'disk', 'notes_pool')).toMatchObject({ n: 0, hint: undefined })
  expect(rowOf(calm, 'volunteer', 'pool')).toMatchObject({ n: 0, state: 'absent' })
  const facts = structuredClone(calm)
  facts.shared = { notes: 2, cases: 1 }
  facts.cases.pool = 4
  expect(rowOf(facts, 'disk', 'notes_pool')).toMatchObject({
    n: 2,
    state: 'sealed',
    values: { passphrases: 7 },
  })
  expect(rowOf(facts, 'volunteer', 'pool')).toMatchObject({ n: 4, state: 'readable' })
})

test('at least half of the volunteers see no more than the one in the middle, and nobody more than the most', () => {
  const numbers = fc.array(fc.nat(1000), { minLength: 1 })
  fc.assert(
    fc.property(numbers, all => {
      const { most, median } = spreadOf(all)
      expect(all.filter(n => n <= median).length * 2).toBeGreaterThanOrEqual(all.length)
      expect(all.filter(n => n >= median).length * 2).toBeGreaterThanOrEqual(all.length)
      expect(Math.max(...all)).toBe(most)
    }),
  )
})

function rowOf(facts: SeizedFacts, name: ScenarioName, what: string) {
  const scenario = scenariosOf(facts).find(one => one.name === name)!
  return scenario.rows.find(row => row.what === what)!
}
