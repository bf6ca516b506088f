// These ship ES modules only; swc turns them into CommonJS for Jest.
const esModules = ['d3-.*', 'internmap', 'intl-messageformat', '@formatjs', 'qr']

module.exports = {
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
