/**
 * The same text with its odd characters made plain, each in its place: full-width digits and signs, the many
 * dashes, and spaces that are wide, unbreakable or invisible. Phones wrap the numbers they copy in such.
 */
export function plainCharacters(text: string): string {
  return text
    .replace(/[！-～]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u00ad\u2010-\u2015\u2212]/g, '-')
    .replace(/[\t\u00a0\u2000-\u200f\u202a-\u202f\u2060-\u206f\u3000\ufeff]/g, ' ')
}
