import sodium from 'libsodium-wrappers'

/** libsodium, which has to be compiled once when the program starts: `loadServerKey` waits for it. */
export const sodiumReady: Promise<void> = sodium.ready

export { sodium }
