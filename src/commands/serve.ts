import { serve } from '../server'
import type { Command } from './command'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Start Tropa (its settings: docs/reference/settings.md)',
  positionals: [],
  options: {},
  run: async (_input, terminal) => {
    const { host, port } = terminal.config()
    await serve().catch((error: { code?: string }) => {
      if (error.code !== 'EADDRINUSE') throw error
      throw new Error(`port ${port} of ${host} is taken by another program: set TROPA_PORT to another one`)
    })
    return 0
  },
}
