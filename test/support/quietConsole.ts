// A test that makes the program complain is either wrong or has found something.
beforeEach(() => {
  for (const method of ['error', 'warn'] as const) {
    jest.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      throw new Error(`unexpected console.${method}: ${words.map(String).join(' ')}`)
    })
  }
})

afterEach(() => jest.restoreAllMocks())
