import { Router } from 'express'
import { actorOf, allow } from '../auth/guards'
import { keyHolder } from '../auth/unlock'
import { readWording } from '../cases/casePage'
import { requireCase } from '../cases/requireCase'
import type { Deps } from '../deps'
import { opened } from '../entries/entry'
import { readNotes } from '../notes/readNotes'
import { findIdentifiers, nameKeys } from '../screening/identifiers'
import { formOf, text, texts as several } from '../web/form'
import { handOverText } from './handOverText'

const languages = [
  { code: 'en', before: 'English' },
  { code: 'ru', before: 'Русский' },
] as const

/** The text for a partner: of the notes only those that somebody has ticked. */
export function handOverRoutes(deps: Deps): Router {
  const { db, texts } = deps
  const router = Router()

  router.get('/cases/:code/hand-over-text', allow('volunteer', 'coordinator'), async (req, res) => {
    const actor = actorOf(res)
    const helpCase = await requireCase(db, actor, req.params.code)
    const query = formOf(req.query)
    const language = languages.find(one => one.code === text(query, 'in'))?.code ?? actor.language
    const { notes, obstacle } = await readNotes(deps, { actor, keys: () => keyHolder(db, res) }, helpCase)
    const readable = opened(notes).filter(one => one.content.text !== '')
    const ticked = readable.filter(one => several(query, 'note').includes(one.id))
    const unread = notes.filter(one => typeof one.content === 'string').length
    const wording = await readWording(deps, { language })
    res.render('referrals/handOver', {
      title: texts(actor.language, 'hand_over.title'),
      code: helpCase.code,
      languages: languages.map(one => ({ ...one, checked: one.code === language })),
      notes: readable.map(({ id, content }) => ({
        id,
        text: content.text,
        checked: ticked.some(one => one.id === id),
        found: foundIn(content.text),
      })),
      unread: unread > 0 && texts(actor.language, 'hand_over.unread', { n: unread }),
      obstacle: obstacle && texts(actor.language, `note.obstacle.${obstacle}`),
      in: language,
      handed: handOverText(
        wording,
        helpCase,
        ticked.map(one => one.content.text),
      ),
    })

    /** What in a note may lead to a person, in words. */
    function foundIn(written: string): string {
      const kinds = nameKeys(findIdentifiers(written)).map(key => texts(actor.language, key))
      return kinds.length > 0 ? texts(actor.language, 'note.found', { kinds: kinds.join(', ') }) : ''
    }
  })

  return router
}
