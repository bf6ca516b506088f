import { timingSafeEqual } from 'node:crypto'
import { HOTP, Secret, TOTP } from 'otpauth'

/*
 * Codes of six digits by the clock: RFC 6238 with SHA-1 and steps of 30 seconds, the one setting that every
 * authenticator app knows. HMAC-SHA-1 is not touched by the collisions of SHA-1.
 */
const settings = { algorithm: 'SHA1', digits: 6 }
const period = 30

/** A new secret: 160 random bits, as long as RFC 4226 (section 4, R6) asks for; base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/**
 * What the QR code says. An authenticator shows the label to whoever looks at the phone, so it is a letter that
 * names neither a group nor a member: a seized phone must not lead to a pseudonym.
 */
export function totpAddress(secret: string): string {
  return new TOTP({ ...settings, period, issuer: '', label: 'T', secret }).toString()
}

/** The code that a phone shows at this moment. */
export function totpCode(secret: string, nowSeconds: number): string {
  return codeAt(secret, Math.floor(nowSeconds / period))
}

/** The secret as it is typed into a phone that cannot scan. */
export function groupedSecret(secret: string): string {
  return secret.match(/.{1,4}/g)!.join(' ')
}

/**
 * The time step whose code was typed, or undefined. Counts the step of now and one to either side (RFC 6238,
 * section 5.2: clocks differ, people are slow), and only steps after the last one used: store what is returned,
 * and a code works once. `lastStep` is 0 while none was used.
 */
export function checkTotp(
  secret: string,
  typed: string,
  nowSeconds: number,
  lastStep: number,
): number | undefined {
  const digits = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return undefined
  const now = Math.floor(nowSeconds / period)
  const steps = [now - 1, now, now + 1].filter(step => step > lastStep)
  // The last that matches: should two steps have the same code, it must not work again for the later one.
  return steps.filter(step => isEqual(codeAt(secret, step), digits)).at(-1)
}

function codeAt(secret: string, step: number): string {
  return HOTP.generate({ ...settings, secret: Secret.fromBase32(secret), counter: step })
}

/** In the same time wherever they differ. */
function isEqual(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
