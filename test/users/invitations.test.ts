import { deleteRunOutInvitations, findInvitation } from '../../src/users/invitationStore'
import { hashInvitationCode } from '../../src/users/invitation'
import { inviteMember } from '../../src/users/inviteMember'
import { addMember, today } from '../support/members'
import { engines } from '../support/testDatabase'

test.each(engines)(
  'on %s an invitation that has run out goes, and one that is good stays',
  async (_, open) => {
    const database = await open()
    const admin = await addMember(database.db, 'admin')
    const invitation = { role: 'volunteer', pseudonym: 'expected' } as const
    await inviteMember(database.db, admin, invitation, 0, today)
    const good = await inviteMember(database.db, admin, invitation, 1000, today)
    await deleteRunOutInvitations(database.db, 72 * 3600)
    expect(await database.db.selectFrom('invitations').selectAll().execute()).toHaveLength(1)
    expect(await findInvitation(database.db, 'join', hashInvitationCode(good), 72 * 3600)).toBeDefined()
    await database.close()
  },
)
