import { spawn, type ChildProcess } from 'node:child_process'
import { projectFile } from '../../src/projectFiles'

/**
 * Starts the program as the shell does, from the source: no build is needed, and none can be out of date.
 * The settings are those given, and no others.
 */
export function startTropa(argv: string[], env: Record<string, string>, folder: string): ChildProcess {
  return startScript(projectFile('src', 'cli.ts'), argv, env, folder)
}

/** The same for a program of a test's own. */
export function startScript(
  script: string,
  argv: string[],
  env: Record<string, string>,
  folder: string,
): ChildProcess {
  const args = ['-e', fromSource, '--', script, ...argv]
  const child = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env.PATH, ...env } })
  running.add(child)
  return child
}

const running = new Set<ChildProcess>()

// A test that fails half-way must not leave a server behind.
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

export interface Ended {
  code: number | null
  out: string
  err: string
}

export function end(child: ChildProcess): Promise<Ended> {
  const text = { out: '', err: '' }
  child.stdout!.on('data', part => (text.out += String(part)))
  child.stderr!.on('data', part => (text.err += String(part)))
  return new Promise(resolve => child.on('close', code => resolve({ code, ...text })))
}

/** Resolves when the child has written something that matches, with the match. */
export function waitFor(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  let text = ''
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', part => {
      text += String(part)
      const found = wanted.exec(text)
      if (found) resolve(found)
    })
    child.on('close', code => reject(new Error(`ended with ${code} before ${wanted}: ${text}`)))
  })
}

const swc = JSON.stringify(require.resolve('@swc/core'))

const fromSource = `
  const { transformFileSync } = require(${swc})
  const options = { module: { type: 'commonjs' }, jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }
  require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, options).code, file)
  require(process.argv[1])
`
