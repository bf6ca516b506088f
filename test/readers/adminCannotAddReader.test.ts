import { memoryAnchor } from '../../src/readers/anchor'
import { findCertified } from '../../src/readers/certificateStore'
import { certifyMember } from '../../src/readers/certifyMember'
import { signEpoch, TrustBroken } from '../../src/readers/epoch'
import { refuseForgotten, requireTrust } from '../../src/readers/trust'
import { enableMember } from '../../src/users/changeMemberState'
import { sealTo } from '../../src/vault/sealedBox'
import { keyHolderOf, today } from '../support/members'
import { temporaryFolder } from '../support/temporaryFolder'
import * as forge from './forging'
import { beginSiege, candidate, caseId, certify, goOn, pairsOf, type Siege } from './siege'

/*
 * An admin with full write access to the database cannot make the server seal to a key that no coordinator has
 * certified. Each attack is made on a database of its own; afterwards everybody goes on as before.
 */
const folder = temporaryFolder()
let siege: Siege
beforeEach(async () => void (siege = await beginSiege(folder())))
afterEach(() => siege.database.close())

type Attack = [string, (siege: Siege) => unknown]

describe('the server seals to certified readers alone, whatever stands in the database, after', () => {
  test.each<Attack>([
    ['nothing has happened', () => {}],
    [
      'the attacker has signed a certificate',
      async ({ people, own }) => {
        for (const id of [people.mallory.id, people.anna.id, 'recovery']) {
          await forge.forgeCertificate(siege, people.mallory, { id, pairs: own.pairs })
          await goOn(siege)
        }
      },
    ],
    [
      'a volunteer, or a coordinator who has left, has signed one',
      async ({ people }) => {
        for (const signer of [people.dima, people.boris]) {
          await forge.forgeCertificate(siege, people.mallory, keyHolderOf(signer))
          await goOn(siege)
        }
      },
    ],
    [
      "another member's certificate was put under the attacker's name",
      ({ run, people }) =>
        run('UPDATE certificates SET user_id = ? WHERE user_id = ?', people.mallory.id, people.vera.id),
    ],
    ["a volunteer's public keys were exchanged", ({ people }) => forge.exchangeKeys(siege, people.vera)],
    ["a coordinator's public keys were exchanged", ({ people }) => forge.exchangeKeys(siege, people.anna)],
    [
      'members whom nobody has certified were made coordinators',
      ({ run }) => run("UPDATE users SET role = 'coordinator' WHERE pseudonym IN ('Mallory', 'Root')"),
    ],
    [
      'coordinators were made volunteers',
      ({ run }) => run("UPDATE users SET role = 'volunteer' WHERE role = 'coordinator'"),
    ],
    [
      "the group's keys were exchanged among coordinators",
      ({ run, people: { anna, clara } }) => {
        run("UPDATE epoch_keys SET reader = 'x' WHERE reader = ?", anna.id)
        run('UPDATE epoch_keys SET reader = ? WHERE reader = ?', anna.id, clara.id)
        run("UPDATE epoch_keys SET reader = ? WHERE reader = 'x'", clara.id)
      },
    ],
    ["the group's keys were replaced by one that the attacker knows", forge.plantGroupKey],
    ["the team's keys were replaced by one that the attacker knows", forge.plantTeamKey],
    [
      "boxes with the team's key were put under other members' names",
      ({ run, people: { vera, victor, dima, mallory } }) => {
        run('UPDATE epoch_keys SET reader = ? WHERE reader = ?', `team:${mallory.id}`, `team:${vera.id}`)
        run('UPDATE epoch_keys SET reader = ? WHERE reader = ?', `team:${dima.id}`, `team:${victor.id}`)
      },
    ],
    [
      'every case was given to the attacker',
      ({ run, people: { mallory } }) =>
        run('UPDATE cases SET assigned_to = ?, recorded_by = ?', mallory.id, mallory.id),
    ],
    [
      'grants were copied from another case',
      async ({ run }) => {
        run('DELETE FROM grants WHERE case_id = ?', await caseId(siege))
        run('UPDATE grants SET case_id = ?', await caseId(siege))
      },
    ],
    [
      'grants were put under epochs that never were',
      ({ run }) => {
        for (const epoch of ['0', '-1', '99', '1e9', 'x', '1.5']) {
          for (const shared of ['group', 'team'])
            run(
              'UPDATE OR IGNORE grants SET reader = ? WHERE reader LIKE ?',
              `${shared}:${epoch}`,
              `${shared}:%`,
            )
        }
      },
    ],
    ['data keys were replaced by one that the attacker knows', () => forge.plantDataKey(siege, 'in place')],
    ['a data key that the attacker knows was put after them', () => forge.plantDataKey(siege, 'later')],
    [
      "the same was done under keys of the attacker's for group and team",
      async ({ own }) => {
        await forge.plantDataKey(siege, 'in place', own.pairs.boxPublic)
        await forge.plantGroupKey(siege)
        await forge.plantTeamKey(siege)
      },
    ],
    [
      'all grants were replaced by boxes for the attacker',
      ({ run, own }) =>
        run('UPDATE grants SET sealed_key = ?', sealTo(own.pairs.boxPublic, own.dataKey, ['grant'])),
    ],
  ])('%s', async (_, attack) => {
    await attack(siege)
    expect(await goOn(siege)).toMatchObject({ 'Anna writes': 'done', 'Clara writes': 'done' })
  })

  test('the certificate of a volunteer who has left was put back', async () => {
    const { db, anchor, people, run } = siege
    const { epoch } = await requireTrust(db, anchor)
    await enableMember(db, people.root, people.dima.id, today)
    run('UPDATE cases SET assigned_to = ?', people.dima.id)
    for (const number of [siege.oldCertificate.epoch, epoch.number]) {
      forge.put(siege, 'certificates', { ...siege.oldCertificate, epoch: number })
      expect(await goOn(siege)).toMatchObject({ 'Anna writes': 'done' })
    }
  })
})

describe('the server seals nothing, and certifies nobody, after', () => {
  test.each<Attack>([
    [
      "the present epoch was given another group's key",
      ({ own }) => forge.rewriteEpoch(siege, epoch => ({ ...epoch, groupPublic: own.pairs.boxPublic })),
    ],
    [
      "the present epoch was given another team's key",
      ({ own }) => forge.rewriteEpoch(siege, epoch => ({ ...epoch, teamPublic: own.pairs.boxPublic })),
    ],
    [
      'the present epoch was robbed of its key of the team',
      () => forge.rewriteEpoch(siege, epoch => ({ ...epoch, teamPublic: undefined })),
    ],
    [
      "it was signed anew with the attacker's key, in a coordinator's name",
      ({ own }) =>
        forge.rewriteEpoch(siege, epoch => ({ ...epoch, groupPublic: own.pairs.boxPublic }), own.pairs),
    ],
    [
      'it was signed anew by the attacker as one of its coordinators',
      ({ own, people }) =>
        forge.rewriteEpoch(
          siege,
          epoch => ({ ...forge.withMallory(siege, epoch), signer: people.mallory.id }),
          own.pairs,
        ),
    ],
    [
      'it was signed anew by a coordinator who has left',
      ({ people }) =>
        forge.rewriteEpoch(
          siege,
          epoch => ({ ...forge.withMallory(siege, epoch), signer: people.boris.id }),
          pairsOf(people.boris),
        ),
    ],
    [
      'the attacker signed another',
      ({ own, people }) => forge.appendEpoch(siege, people.mallory.id, own.pairs),
    ],
    [
      'the attacker signed another as Anna',
      ({ own, people }) => forge.appendEpoch(siege, people.anna.id, own.pairs),
    ],
    [
      'a volunteer signed another',
      ({ people }) => forge.appendEpoch(siege, people.dima.id, pairsOf(people.dima)),
    ],
    [
      'the attacker signed another as the recovery key',
      ({ own }) => forge.appendEpoch(siege, 'recovery', own.pairs),
    ],
    [
      'a coordinator who has left signed another',
      ({ people }) => forge.appendEpoch(siege, people.boris.id, pairsOf(people.boris)),
    ],
    [
      'they signed another after the one in which they were coordinator, in place of those that came',
      async ({ people }) => {
        forge.cutEpochs(siege, 2)
        await forge.appendEpoch(siege, people.boris.id, pairsOf(people.boris))
      },
    ],
    [
      'all epochs were deleted, and the attacker began the first',
      async ({ db, anchor, own, people }) => {
        const { epoch } = await requireTrust(db, anchor)
        forge.cutEpochs(siege, 0)
        const first = {
          ...forge.withMallory(siege, epoch),
          number: 1,
          previous: '',
          signer: people.mallory.id,
        }
        forge.put(siege, 'epochs', signEpoch(first, own.pairs))
      },
    ],
    ['all epochs were deleted', () => forge.cutEpochs(siege, 0)],
    ['those epochs were deleted in which somebody is left out', () => forge.cutEpochs(siege, 2)],
    ['an epoch became no JSON', ({ run }) => run("UPDATE epochs SET statement = '{'")],
    ['an epoch came to say nothing', ({ run }) => run("UPDATE epochs SET statement = 'null'")],
    [
      'an epoch lost its coordinators',
      ({ run }) => run(`UPDATE epochs SET statement = '{"number":1,"previous":""}'`),
    ],
    [
      'an epoch became one of nobody',
      ({ run }) => run(`UPDATE epochs SET statement = '{"number":1,"previous":"","coordinators":[null]}'`),
    ],
  ])('%s', async (_, attack) => {
    await attack(siege)
    const outcomes = await goOn(siege)
    // Victor does not see a case that could not be given to him, or by now is not his.
    const sealing = Object.entries(outcomes).filter(([name]) => /writes|certifies/.test(name))
    expect(sealing.filter(([, outcome]) => outcome !== 'TrustBroken' && outcome !== 'NotFound')).toEqual([])
    expect(outcomes['Anna writes']).toBe('TrustBroken')
  })
})

test('to a server that has lost its memory beside the database, members say that an epoch is gone', async () => {
  const { db, anchor, people } = siege
  const { head } = await requireTrust(db, anchor)
  await expect(refuseForgotten(db, head)).resolves.toBeUndefined()
  forge.cutEpochs(siege, 2)
  await forge.appendEpoch(siege, people.boris.id, pairsOf(people.boris))
  await expect(requireTrust(db, memoryAnchor())).resolves.toBeDefined()
  await expect(refuseForgotten(db, head)).rejects.toThrow(TrustBroken)
})

test('a role that was exchanged after the coordinator had seen it is not certified', async () => {
  const { db, anchor, people, run } = siege
  const [seen, before] = [candidate(people.nina), await requireTrust(db, anchor)]
  run("UPDATE users SET role = 'coordinator' WHERE id = ?", people.nina.id)
  expect(await certify(siege, seen)).toBe('missing')
  expect(await requireTrust(db, anchor)).toEqual(before)
})

test('a key that was exchanged does not have the number that its owner reads out', async () => {
  const { people, run } = siege
  forge.exchangeKeys(siege, people.nina)
  expect(await certify(siege, candidate(people.nina))).toBe('differs')
  run('UPDATE cases SET assigned_to = ?', people.nina.id)
  await goOn(siege)
})

test("an account that claims a coordinator's public keys, without the private ones, certifies nobody", async () => {
  const { db, anchor, people, own } = siege
  const { boxPublic, signPublic } = pairsOf(people.anna)
  const nina = candidate(people.nina)
  const forged = { id: people.anna.id, pairs: { ...own.pairs, signPublic } }
  await expect(certifyMember(db, anchor, forged, nina, today.day)).rejects.toThrow('only a coordinator')
  forged.pairs.boxPublic = boxPublic
  await certifyMember(db, anchor, forged, nina, today.day)
  expect(await findCertified(db, await requireTrust(db, anchor), nina.id)).toBeUndefined()
})
