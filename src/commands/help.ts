import type { Command } from './command'

export function helpOfAll(commands: Command[]): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(15)}${summary}`)
  return ['Usage: tropa COMMAND', '', ...lines, '', 'What a command takes: tropa COMMAND --help', ''].join(
    '\n',
  )
}

export function helpOf(command: Command): string {
  const named = Object.entries(command.options).map(([name, { value, help }]) => {
    return [`  --${name}${value ? ` ${value}` : ''}`, help] as const
  })
  const width = Math.max(22, ...named.map(([option]) => option.length + 2))
  const options = named.map(([option, help]) => `${option.padEnd(width)}${help}`)
  const usage = ['Usage: tropa', command.name, ...command.positionals, options.length > 0 ? '[OPTIONS]' : '']
  return [usage.join(' ').trimEnd(), '', `${command.summary}.`, '', ...options, ''].join('\n')
}
