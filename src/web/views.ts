import Handlebars from 'handlebars'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Language } from '../db/schema'
import { formatNumber } from '../language/numbers'
import type { Texts, Values } from '../language/texts'

type Engine = (file: string, page: object, done: (error: unknown, html?: string) => void) => void

interface PageData {
  language: Language
}

/**
 * An Express view engine: every template is compiled when the program starts, may use every other as a
 * partial by its path (`{{> parts/field}}`), and is put into `layouts/page`.
 */
export function viewEngine(folder: string, texts: Texts): Engine {
  const handlebars = Handlebars.create()
  const pages = new Map<string, Handlebars.TemplateDelegate>()
  for (const name of templateNames(folder)) {
    const source = readFileSync(path.join(folder, `${name}.hbs`), 'utf8')
    // Otherwise a partial that stands alone on its line is indented, and so are the words in a textarea.
    const template = handlebars.compile(source, { preventIndent: true })
    pages.set(name, template)
    handlebars.registerPartial(name, template)
  }
  addHelpers(handlebars, texts)
  return (file, page, done) => {
    try {
      const name = path
        .relative(folder, file)
        .replace(/\.hbs$/, '')
        .replaceAll('\\', '/')
      const body = pages.get(name)!(page)
      const bare = (page as { layout?: string }).layout === 'none'
      done(null, bare ? body : pages.get('layouts/page')!({ ...page, body }))
    } catch (error) {
      done(error)
    }
  }
}

/** A template that is no page, such as a picture, with the partials that it uses; values are escaped as on pages. */
export function templateOf(folder: string, name: string, partials: string[]): (values: object) => string {
  const handlebars = Handlebars.create()
  const source = (file: string) => readFileSync(path.join(folder, `${file}.hbs`), 'utf8')
  for (const partial of partials) handlebars.registerPartial(partial, source(partial))
  return handlebars.compile<object>(source(name))
}

/*
 * t "key" name=value   a text in the page's language
 * number n             a whole number as people write it
 * eq a b, not a        for {{#if}}: whether, never what
 */
function addHelpers(handlebars: typeof Handlebars, texts: Texts): void {
  handlebars.registerHelper('t', (key: string, options: Handlebars.HelperOptions) =>
    texts(languageIn(options), key, options.hash as Values),
  )
  handlebars.registerHelper('number', (value: number, options: Handlebars.HelperOptions) =>
    formatNumber(languageIn(options), value),
  )
  handlebars.registerHelper('eq', (a: unknown, b: unknown) => a === b)
  handlebars.registerHelper('not', (a: unknown) => !a)
}

function languageIn(options: Handlebars.HelperOptions): Language {
  return (options.data as { root: PageData }).root.language
}

function templateNames(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.hbs'))
    .map(file => file.replace(/\.hbs$/, '').replaceAll('\\', '/'))
}
