import { qrCode } from './qrCode'
import { groupedSecret, totpAddress } from './secondFactor'

/** A second factor as a page shows it: to scan, and to type where nothing can be scanned. */
export function phonePage(secret: string) {
  const address = totpAddress(secret)
  return { qr: qrCode(address), address, secret: groupedSecret(secret) }
}
