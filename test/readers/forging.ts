import type { Actor } from '../../src/auth/actor'
import { signCertificate } from '../../src/readers/certificate'
import { hashOfEpoch, signEpoch, type Epoch } from '../../src/readers/epoch'
import { requireTrust } from '../../src/readers/trust'
import type { BoxPublic } from '../../src/vault/bytes'
import type { MemberPairs } from '../../src/vault/memberKeys'
import { sealTo } from '../../src/vault/sealedBox'
import { caseId, pairsOf, type Siege } from './siege'

/** Puts a row into a table, in place of the one that is there. */
export function put({ run }: Siege, table: string, row: object): void {
  const columns = Object.keys(row)
  const places = columns.map(() => '?').join(', ')
  const values = Object.values(row) as unknown[]
  run(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${places})`, ...values)
}

/** Certifies a member for the present epoch with a key, in somebody's name. */
export async function forgeCertificate(
  siege: Siege,
  member: Actor,
  signer: { id: string; pairs: MemberPairs },
): Promise<void> {
  const { epoch } = await requireTrust(siege.db, siege.anchor)
  put(siege, 'certificates', signCertificate(epoch.number, { id: member.id, ...pairsOf(member) }, signer))
  siege.run('UPDATE cases SET assigned_to = ?', member.id)
}

export function exchangeKeys({ run, own }: Siege, { id }: Actor): void {
  const { boxPublic, signPublic } = own.pairs
  run('UPDATE keys SET box_public = ?, sign_public = ? WHERE user_id = ?', boxPublic, signPublic, id)
}

/** Changes the last epoch and signs it with another key, or leaves the signature as it is. */
export async function rewriteEpoch(
  siege: Siege,
  change: (epoch: Epoch) => Epoch,
  signer?: MemberPairs,
): Promise<void> {
  const row = await lastEpoch(siege)
  const epoch = change(JSON.parse(row.statement) as Epoch)
  put(siege, 'epochs', signer ? signEpoch(epoch, signer) : { ...row, statement: JSON.stringify(epoch) })
}

/** Adds an epoch in which the attacker is a coordinator and knows the group's key. */
export async function appendEpoch(siege: Siege, signer: string, pairs: MemberPairs): Promise<void> {
  const row = await lastEpoch(siege)
  const before = JSON.parse(row.statement) as Epoch
  const next = { ...withMallory(siege, before), number: row.number + 1, previous: hashOfEpoch(row), signer }
  put(siege, 'epochs', signEpoch(next, pairs))
}

export function withMallory({ own, people }: Siege, epoch: Epoch): Epoch {
  const { boxPublic, signPublic } = own.pairs
  const coordinators = [...epoch.coordinators, { id: people.mallory.id, boxPublic, signPublic }]
  return { ...epoch, groupPublic: boxPublic, teamPublic: boxPublic, coordinators }
}

/** Puts back the state in which there were only so many epochs. */
export function cutEpochs({ run }: Siege, count: number): void {
  run('DELETE FROM epochs WHERE number > ?', count)
  run('DELETE FROM epoch_keys WHERE epoch > ?', count)
}

/** A private key that the attacker knows, in boxes for those who look for the group's. */
export async function plantGroupKey(siege: Siege): Promise<void> {
  const { epoch } = await requireTrust(siege.db, siege.anchor)
  for (const { id, boxPublic } of epoch.coordinators) {
    const sealed = sealTo(boxPublic, siege.own.pairs.boxPrivate, ['group key', String(epoch.number)])
    put(siege, 'epoch_keys', { epoch: epoch.number, reader: id, sealed })
  }
}

/** A private key that the attacker knows, in boxes for those who look for the team's: of this epoch, and of those before. */
export async function plantTeamKey(siege: Siege): Promise<void> {
  const { epoch, epochs } = await requireTrust(siege.db, siege.anchor)
  const plant = ({ number }: Epoch, reader: string, key: BoxPublic) => {
    const sealed = sealTo(key, siege.own.pairs.boxPrivate, ['team key', String(number)])
    put(siege, 'epoch_keys', { epoch: number, reader, sealed })
  }
  plant(epoch, 'team', epoch.groupPublic)
  for (const one of [siege.people.vera, siege.people.victor, siege.people.nina])
    plant(epoch, `team:${one.id}`, pairsOf(one).boxPublic)
  epochs.slice(1).forEach(({ teamPublic }, i) => plant(epochs[i]!, 'team next', teamPublic!))
  // Where the next epoch's boxes will be.
  plant({ ...epoch, number: epoch.number + 1 }, 'team', epoch.groupPublic)
}

/** A data key that the attacker knows, in boxes for exactly those who are to read, in place of theirs or after them. */
export async function plantDataKey(
  siege: Siege,
  where: 'in place' | 'later',
  shared?: BoxPublic,
): Promise<void> {
  const { db, anchor, people, own } = siege
  const [{ epoch }, case_id] = [await requireTrust(db, anchor), await caseId(siege)]
  const rows = await db.selectFrom('grants').selectAll().where('case_id', '=', case_id).execute()
  const last = Math.max(...rows.map(one => one.generation))
  const generations = where === 'later' ? [last + 1] : [...new Set(rows.map(one => one.generation))]
  const readers: [string, BoxPublic][] = [
    [`group:${epoch.number}`, shared ?? epoch.groupPublic],
    [`team:${epoch.number}`, shared ?? epoch.teamPublic!],
    [people.vera.id, pairsOf(people.vera).boxPublic],
  ]
  const model = rows.find(one => one.generation === last)!
  for (const generation of generations) {
    for (const [reader, publicKey] of readers) {
      const sealed_key = sealTo(publicKey, own.dataKey, ['grant', case_id, String(generation), reader])
      put(siege, 'grants', { ...model, generation, reader, sealed_key })
    }
  }
}

function lastEpoch({ db }: Siege) {
  return db.selectFrom('epochs').selectAll().orderBy('number', 'desc').executeTakeFirstOrThrow()
}
