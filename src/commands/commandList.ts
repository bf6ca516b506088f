import { closeCommand } from './close'
import type { Command } from './command'
import { demoCommand } from './demo'
import { evaporateCommand } from './evaporate'
import { exportCommand } from './export'
import { importCommand } from './import'
import { migrateCommand } from './migrate'
import { recoverCommand } from './recover'
import { reportCommand } from './report'
import { seizedCommand } from './seized'
import { seriesImportCommand } from './seriesImport'
import { seriesListCommand } from './seriesList'
import { serveCommand } from './serve'
import { verifyCommand } from './verify'

/** In the order of the help. */
export const commands: Command[] = [
  serveCommand,
  demoCommand,
  migrateCommand,
  importCommand,
  seriesImportCommand,
  seriesListCommand,
  reportCommand,
  closeCommand,
  exportCommand,
  evaporateCommand,
  verifyCommand,
  seizedCommand,
  recoverCommand,
]
