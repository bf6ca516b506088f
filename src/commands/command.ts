import type { Clock } from '../calendar/month'
import type { Config } from '../config'

/** Something `tropa` can be told to do. */
export interface Command {
  name: string
  summary: string
  /** The names of what follows the command and is no option; all are required. */
  positionals: string[]
  options: Record<string, Option>
  /** Does it and returns the exit code; throws an Error whose message says what went wrong. */
  run(input: Input, terminal: Terminal): Promise<number>
}

export interface Option {
  /** What follows the option, as the help shows it; an option without it is a switch. */
  value?: string
  help: string
}

/** The words after the command's name, sorted. */
export interface Input {
  values: Record<string, string | boolean | undefined>
  positionals: string[]
}

/** What a command may reach of the process it runs in. */
export interface Terminal {
  /** Results. */
  out(text: string): void
  /** Progress and complaints. */
  err(text: string): void
  /** Asks for a line of input; a secret one is not shown while it is typed. */
  ask(question: string, secret: boolean): Promise<string>
  /** Whether a person watches `err`, so that a line can be drawn over. */
  live: boolean
  /** Read when it is needed: `--help` works with any settings. */
  config(): Config
  clock: Clock
}

/** The command was not written as it must be; ends with exit code 2. */
export class BadUse extends Error {
  override name = 'BadUse'
}

export const jsonOption: Option = { help: 'print JSON instead of text' }
export const languageOption: Option = { value: 'en|ru', help: 'the language of the text (default: en)' }
