import { idleLimit, stepLimit } from '../auth/session'
import type { Role } from '../db/schema'
import { actionsFor, type Action } from './action'
import { backupRows, diskRows, runningRows } from './diskRows'
import type { SeizedFacts } from './facts'
import type { Row } from './row'
import { adminRows, coordinatorRows, volunteerRows } from './sessionRows'

/** What can be taken: a machine that is switched off, one that runs, a copy of it, or somebody's open browser. */
export const scenarioNames = ['disk', 'running', 'backup', 'volunteer', 'coordinator', 'admin'] as const

export type ScenarioName = (typeof scenarioNames)[number]

/** What somebody gets who takes it, and what to do about that. */
export interface Scenario {
  name: ScenarioName
  /** Of an open session. */
  limits?: Limits | undefined
  rows: Row[]
  actions: Action[]
}

/** After how many minutes it locks, and after how many a code from the phone is asked for again. */
export interface Limits {
  idle_minutes: number
  code_minutes: number
}

export function scenariosOf(facts: SeizedFacts): Scenario[] {
  return scenarioNames.map(name => ({
    name,
    limits: limitsOf(name),
    rows: rowsOf[name](facts),
    actions: actionsFor(name, facts),
  }))
}

const rowsOf: Record<ScenarioName, (facts: SeizedFacts) => Row[]> = {
  disk: diskRows,
  running: runningRows,
  backup: backupRows,
  volunteer: volunteerRows,
  coordinator: coordinatorRows,
  admin: adminRows,
}

function limitsOf(name: ScenarioName): Limits | undefined {
  if (name === 'disk' || name === 'running' || name === 'backup') return undefined
  return { idle_minutes: idleLimit[name satisfies Role] / 60, code_minutes: stepLimit / 60 }
}
