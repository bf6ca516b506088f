import type { Texts } from '../language/texts'
import type { Form } from '../web/form'
import type { SeriesContent, SeriesFormat } from './readSeries'

/**
 * What is known of a file from a known office: unit, definition with the values that were chosen, source and rounding,
 * as fields of the form. Nothing for what somebody copied out, or another table of Eurostat's.
 */
export function knownAbout(
  format: SeriesFormat | undefined,
  { chosen }: Pick<SeriesContent, 'chosen'>,
  texts: Texts,
): Form {
  if (format === 'unhcr') {
    const counted = chosen.get('app_pc') === 'P' ? 'people' : 'cases'
    return {
      ...wordsOf('unhcr', { counted }),
      source: 'UNHCR, Refugee Data Finder',
      source_url: unhcrAddress,
    }
  }
  const isAsylum = ['citizen', 'applicant', 'geo', 'age'].every(name => chosen.has(name))
  if (!isAsylum) return {}
  const applicant = chosen.get('applicant')!
  const source = { source: 'Eurostat, migr_asyappctzm', source_url: eurostatAddress, rounding: '5' }
  return { ...wordsOf('eurostat', { applicant }), ...source }

  function wordsOf(office: string, values: Record<string, string>): Form {
    const filter = [...chosen].map(([name, code]) => `${name}=${code}`).join(', ')
    return {
      unit_en: texts('en', `series.known.${office}.unit`, values),
      unit_ru: texts('ru', `series.known.${office}.unit`, values),
      definition_en: texts('en', `series.known.${office}.definition`, { ...values, filter }),
      definition_ru: texts('ru', `series.known.${office}.definition`, { ...values, filter }),
    }
  }
}

const eurostatAddress = 'https://ec.europa.eu/eurostat/databrowser/view/migr_asyappctzm/default/table'
const unhcrAddress = 'https://www.unhcr.org/refugee-statistics/'
