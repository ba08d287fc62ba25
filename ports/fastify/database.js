import { Type } from '@sinclair/typebox'
import bcrypt from 'bcrypt'
import { EVENT_LOG, write } from './events.js'
import { HttpError } from './http/errors.js'
import { Int, Nullable, Optional, Str, takes } from './http/input.js'
import { Session } from './session.js'

const MAX = 2147483647
const COST = 10
const Key = Int({ minimum: 1, maximum: MAX })
const Number31 = Int({ minimum: 0, maximum: MAX })
const Name = Str({ minLength: 1, maxLength: 30, pattern: '^[^\\x00]*$' })

const DepartmentIn = Type.Object({ dname: Name })
const StaffIn = Type.Object({ sname: Name, did: Key })
const StaffChange = Type.Object({ sname: Optional(Name), did: Optional(Key) })
const UserCreate = Type.Object({
  account: Number31,
  uname: Nullable(Name),
  role: Number31,
  password: Str({ minLength: 8, maxLength: 72, pattern: '^[ -~]*$' })
})
const PAGE = {
  query: { page: Int({ minimum: 1, maximum: MAX, default: 1 }), limit: Int({ minimum: 1, maximum: 100, default: 10 }) }
}

const ORDERED_PAGE = { query: { ...PAGE.query, descending: Type.Boolean({ default: false }) } }

const NO_DEPARTMENT = 'no such department'
const NO_MEMBER = 'no such member of the staff'
const NO_USER = 'no such user'

/** One session per request, closed after the response has been sent, also after an error. */
async function session (request) {
  request.db = new Session()
  write(request, 'session open')
  request.exits.push(() => {
    request.db.close()
    write(request, 'session close')
  })
}

const withSession = (...own) => takes(session, EVENT_LOG, ...own)
const envelope = page => ({ code: 0, message: 'ok', result: page, type: 'success' })

function found (row, detail) {
  if (!row) throw new HttpError(404, detail)
  return row
}

/** Runs a statement and turns a violated constraint of the database into an error with this status. */
function rejecting (status, detail, statement) {
  try {
    return statement()
  } catch (error) {
    if (/constraint failed/i.test(error.message)) throw new HttpError(status, detail)
    throw error
  }
}

export async function database (app) {
  app.decorateRequest('db', null)
  const created = (reply, path, row) => reply.code(201).header('Location', `${app.prefix}/${path}`).send(row)
  const deleted = reply => reply.code(204).send()
  const did = { path: { did: Key } }
  const sid = { path: { sid: Key } }
  const uid = { path: { uid: Key } }

  app.get('/departments', withSession(ORDERED_PAGE), async ({ db, input }) => db.departments(input.query))
  app.post('/departments', withSession({ body: DepartmentIn }), async ({ db, input }, reply) => {
    const row = db.createDepartment(input.body)
    return created(reply, `departments/${row.did}`, row)
  })
  app.get('/departments/:did', withSession(did),
    async ({ db, input }) => found(db.department(input.path.did), NO_DEPARTMENT))
  app.put('/departments/:did', withSession({ ...did, body: DepartmentIn }),
    async ({ db, input }) => found(db.renameDepartment(input.path.did, input.body), NO_DEPARTMENT))
  app.delete('/departments/:did', withSession(did), async ({ db, input }, reply) => {
    found(rejecting(409, 'the department has staff', () => db.deleteDepartment(input.path.did)), NO_DEPARTMENT)
    return deleted(reply)
  })

  app.post('/staff', withSession({ body: StaffIn }), async ({ db, input }, reply) => {
    const row = rejecting(404, NO_DEPARTMENT, () => db.createMember(input.body))
    return created(reply, `staff/${row.sid}`, row)
  })
  app.post('/staff_batch', withSession({ body: Type.Array(StaffIn, { maxItems: 20 }) }), async ({ db, input }, reply) =>
    reply.code(201).send(rejecting(404, NO_DEPARTMENT, () => db.createMembers(input.body))))
  app.get('/staff/:sid', withSession(sid), async ({ db, input }) => found(db.member(input.path.sid), NO_MEMBER))
  app.patch('/staff/:sid', withSession({ ...sid, body: StaffChange }), async ({ db, input }) =>
    found(rejecting(404, NO_DEPARTMENT, () => db.changeMember(input.path.sid, input.body)), NO_MEMBER))
  app.delete('/staff/:sid', withSession(sid), async ({ db, input }, reply) => {
    found(db.deleteMember(input.path.sid), NO_MEMBER)
    return deleted(reply)
  })
  app.get('/getStaffByPage/', withSession(PAGE), async ({ db, input }) => envelope(db.staff(input.query)))
  app.get('/getStaffByDid/:did', withSession({ ...did, ...PAGE }), async ({ db, input }) => {
    found(db.department(input.path.did), NO_DEPARTMENT)
    return envelope(db.staff({ ...input.query, did: input.path.did }))
  })

  app.post('/users', withSession({ body: UserCreate }), async ({ db, input: { body } }, reply) => {
    const hash = await bcrypt.hash(body.password, COST)
    const row = rejecting(409, 'the account is taken', () => db.createUser({ ...body, password: hash }))
    return created(reply, `users/${row.uid}`, row)
  })
  app.get('/users/:uid', withSession(uid), async ({ db, input }) => found(db.user(input.path.uid), NO_USER))
  app.delete('/users/:uid', withSession(uid), async ({ db, input }, reply) => {
    found(db.deleteUser(input.path.uid), NO_USER)
    return deleted(reply)
  })
}
