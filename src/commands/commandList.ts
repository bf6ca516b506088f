import { closeCommand } from './close'
import type { Command } from './command'
import { demoCommand } from './demo'
import { exportCommand } from './export'
import { importCommand } from './import'
import { migrateCommand } from './migrate'
import { reportCommand } from './report'
import { serveCommand } from './serve'

/** In the order of the help. */
export const commands: Command[] = [
  serveCommand,
  demoCommand,
  migrateCommand,
  importCommand,
  reportCommand,
  closeCommand,
  exportCommand,
]
