import type { Command } from './command'

export function helpOfAll(commands: Command[]): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`)
  return ['Usage: tropa COMMAND', '', ...lines, '', 'What a command takes: tropa COMMAND --help', ''].join(
    '\n',
  )
}

export function helpOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, { value, help }]) => {
    return `  ${`--${name}${value ? ` ${value}` : ''}`.padEnd(22)}${help}`
  })
  const usage = ['Usage: tropa', command.name, ...command.positionals, options.length > 0 ? '[OPTIONS]' : '']
  return [usage.join(' ').trimEnd(), '', `${command.summary}.`, '', ...options, ''].join('\n')
}
