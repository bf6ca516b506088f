import type { SeizedFacts } from './facts'
import type { Spoken } from './row'
import type { ScenarioName } from './scenario'

/** Something that makes the yield smaller today. */
export interface Action {
  action: string
  /** How many it is about. */
  n?: number
  values?: Spoken
  /** The page that does it, for the roles that may open it. */
  pages?: { coordinator?: string; admin?: string }
  /** What to run, or which setting to change, on the server. */
  command?: string
}

const most = 4

/** What applies today, the most useful first; nothing that is done already. */
export function actionsFor(scenario: ScenarioName, facts: SeizedFacts): Action[] {
  const possible: [applies: boolean, action: Action][] = actions[scenario](facts)
  return possible
    .filter(([applies]) => applies)
    .map(([, action]) => action)
    .slice(0, most)
}

type Actions = (facts: SeizedFacts) => [applies: boolean, action: Action][]

const people = { pages: { admin: '/users' } }
const openCases = { pages: { coordinator: '/cases?status=open' } }

const actions: Record<ScenarioName, Actions> = {
  disk: ({ cases, shared, members, keyPlace, evaporationDays }) => [
    [cases.traces, { action: 'wipe_traces', command: 'npx tropa evaporate' }],
    [cases.due > 0, { action: 'evaporate', n: cases.due, command: 'npx tropa evaporate' }],
    [
      keyPlace !== 'elsewhere' && members.keys > 0,
      { action: 'move_key', n: members.keys, command: 'TROPA_KEY_FILE' },
    ],
    [members.former > 0, { action: 'renew_key', n: members.former, pages: { coordinator: '/account' } }],
    [
      shared.cases > 0,
      {
        action: 'assign',
        n: shared.cases,
        values: { passphrases: members.opensTeam },
        pages: { coordinator: '/cases?assigned_to=nobody' },
      },
    ],
    [cases.quiet > 0, { action: 'close_quiet', n: cases.quiet, ...openCases }],
    [members.keyless > 0, { action: 'join_again', n: members.keyless, ...people }],
    [
      cases.closed > 0 && evaporationDays > 30,
      {
        action: 'vanish_sooner',
        n: cases.closed,
        values: { days: evaporationDays },
        command: 'TROPA_EVAPORATION_DAYS',
      },
    ],
  ],
  running: ({ sessions }) => [
    [
      sessions.idle > 0,
      { action: 'sign_out', n: sessions.idle, pages: { coordinator: '/account', admin: '/account' } },
    ],
  ],
  backup: ({ cases, members, keyPlace }) => [
    [
      cases.destroyed + members.ended > 0,
      { action: 'old_copies', n: cases.destroyed, values: { ended: members.ended } },
    ],
    [keyPlace === 'beside', { action: 'key_apart' }],
    [
      members.epoch > 0 && members.certified < 2,
      {
        action: 'second_coordinator',
        n: members.certified,
        pages: { coordinator: '/readers', admin: '/users' },
      },
    ],
  ],
  volunteer: ({ views: { volunteer }, members }) => [
    [members.caseless > 0, { action: 'end_caseless', n: members.caseless, ...people }],
    [
      volunteer.cases.most >= 10 && volunteer.cases.most > 2 * volunteer.cases.median,
      { action: 'spread', n: volunteer.cases.most, values: { median: volunteer.cases.median }, ...openCases },
    ],
  ],
  coordinator: ({ members }) => [
    [members.coordinators > 3, { action: 'fewer_coordinators', n: members.coordinators, ...people }],
  ],
  admin: ({ members, codes }) => [
    [members.admins > 2, { action: 'fewer_admins', n: members.admins, ...people }],
    [
      codes.invitations > 0,
      { action: 'withdraw', n: codes.invitations, values: { hours: codes.hours }, ...people },
    ],
  ],
}
