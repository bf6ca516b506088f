#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { systemClock } from './calendar/month'
import { commands } from './commands/commandList'
import { runCommand } from './commands/runCommand'
import { askOnTerminal } from './commands/ask'
import { loadConfig } from './config'

// Whatever Tropa writes, the database above all, is for its own user alone.
process.umask(0o077)

if (existsSync('.env')) process.loadEnvFile()

// Whoever reads our output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

void runCommand(commands, process.argv.slice(2), {
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
  ask: askOnTerminal,
  live: process.stderr.isTTY,
  config: () => loadConfig(process.env),
  clock: systemClock,
}).then(code => {
  process.exitCode = code
})
