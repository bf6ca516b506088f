const { availableParallelism } = require('node:os')

// These ship ES modules only; swc turns them into CommonJS for Jest.
const esModules = ['d3-.*', 'internmap', 'intl-messageformat', '@formatjs', 'qr']

// Browsers and PostgreSQL work beside the tests, but most of them wait; on two cores Jest would use one.
const maxWorkers = Math.max(2, availableParallelism() - 1)

module.exports = {
  maxWorkers,
  testEnvironment: 'node',
  // Machines are busy; what is meant to be quick is measured in bench/.
  testTimeout: 30_000,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.(ts|js|mjs)$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  setupFilesAfterEnv: ['<rootDir>/test/support/quietConsole.ts'],
}
