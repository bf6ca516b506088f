import { text, type Form, type Problems } from '../web/form'
import { draftFields } from './seriesDraft'
import type { SeriesProblem } from './seriesProblem'
import { seriesProblemText } from './seriesProblem'
import type { Reader } from './seriesPage'

/** The form with what was typed into it; the fields in their order, the pasted table apart. */
export function seriesFormPage({ language, texts }: Reader, form: Form, problem: Problems = {}) {
  return {
    title: texts(language, 'series.new.title'),
    fields: draftFields.map(name => ({
      name,
      label: texts(language, `series.field.${name}`),
      hint: hinted.includes(name) && texts(language, `series.hint.${name}`),
      value: text(form, name),
      problem: problem[name],
      described: [hinted.includes(name) && `${name}-hint`, problem[name] && `${name}-problem`]
        .filter(Boolean)
        .join(' '),
      isLong: name.startsWith('definition'),
      lang: /_(en|ru)$/.exec(name)?.[1],
      isFirst: name === 'name_en',
    })),
    points: text(form, 'points'),
    replaceable: problem.name_en === texts(language, 'series.problem.taken') || text(form, 'replace') !== '',
    replace: text(form, 'replace') !== '',
    problem,
    problems: Object.entries(problem).map(([field, words]) => ({ field, text: words })),
  }
}

/** What is wrong with the pasted table, as the words beside its field: the first lines, and how many more. */
export function pastedProblem({ language, texts }: Reader, problems: SeriesProblem[], more: number): string {
  const shown = problems.slice(0, 10).map(one => seriesProblemText(one, language, texts))
  const rest = problems.length + more - shown.length
  return [...shown, ...(rest > 0 ? [texts(language, 'import.more', { n: rest })] : [])].join('; ')
}

const hinted: string[] = ['unit_en', 'definition_en', 'source', 'rounding']
