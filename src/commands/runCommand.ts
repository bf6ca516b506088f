import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { projectFile } from '../projectFiles'
import { BadUse, type Command, type Input, type Terminal } from './command'
import { helpOf, helpOfAll } from './help'

/** Runs what was typed after `tropa` and returns the exit code: 0, 1 for a failure, 2 for bad use. */
export async function runCommand(commands: Command[], argv: string[], terminal: Terminal): Promise<number> {
  const { name, rest } = namedIn(commands, argv)
  if (['help', '--help', '-h'].includes(name)) return help(commands, namedIn(commands, rest).name, terminal)
  if (['version', '--version'].includes(name)) return version(terminal)
  const command = commands.find(one => one.name === name)
  if (!command) {
    terminal.err(name ? `tropa: there is no command "${name}"\n\n` : '')
    terminal.err(helpOfAll(commands))
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(commands, name, terminal)
  try {
    return await command.run(readInput(command, rest), terminal)
  } catch (error) {
    complain(terminal, error)
    if (!(error instanceof BadUse)) return 1
    terminal.err(`See: tropa ${name} --help\n`)
    return 2
  }
}

/** The name of the command, which may be two words, and what follows it. */
function namedIn(commands: Command[], argv: string[]): { name: string; rest: string[] } {
  const two = argv.slice(0, 2).join(' ')
  const words = commands.some(one => one.name === two) ? 2 : 1
  return { name: argv.slice(0, words).join(' '), rest: argv.slice(words) }
}

function help(commands: Command[], name: string, terminal: Terminal): number {
  const command = commands.find(one => one.name === name)
  terminal.out(command ? helpOf(command) : helpOfAll(commands))
  return 0
}

function version(terminal: Terminal): number {
  const { version } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as { version: string }
  terminal.out(`tropa ${version}\n`)
  return 0
}

function readInput(command: Command, args: string[]): Input {
  const { values, positionals } = parsed(command, args)
  if (positionals.length < command.positionals.length) {
    throw new BadUse(`${command.positionals[positionals.length]} is missing`)
  }
  const extra = positionals[command.positionals.length]
  if (extra !== undefined) throw new BadUse(`"${extra}" is one word too many`)
  return { values, positionals }
}

function parsed(command: Command, args: string[]): Input {
  const types = Object.entries(command.options).map(([name, { value }]) => [
    name,
    { type: value === undefined ? 'boolean' : 'string' },
  ])
  try {
    const options = Object.fromEntries(types) as Record<string, { type: 'boolean' | 'string' }>
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    // Node's first sentence names the option; the rest is advice about positionals that does not help here.
    if (code?.startsWith('ERR_PARSE_ARGS')) throw new BadUse(message.split(/\. |\n/, 1)[0])
    throw error
  }
}

/** A line or a few, never a stack: whoever runs this is no programmer. */
function complain(terminal: Terminal, error: unknown): void {
  const { message, code, name } = error as { message?: string; code?: string; name?: string }
  const lines = (message || code || name || 'unknown failure').split('\n')
  terminal.err(lines.map(line => `tropa: ${line}\n`).join(''))
}
