// d3 and intl-messageformat ship ES modules only; swc turns them into CommonJS for Jest.
const esModules = ['d3-.*', 'internmap', 'intl-messageformat', '@formatjs']

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.(ts|js|mjs)$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
  setupFilesAfterEnv: ['<rootDir>/test/support/quietConsole.ts'],
}
