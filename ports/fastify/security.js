import { createHash, timingSafeEqual } from 'node:crypto'
import bcrypt from 'bcrypt'
import { SignJWT, jwtVerify } from 'jose'
import { KEY, TOKEN, notShared } from './dependencies.js'
import { HttpError } from './http/errors.js'
import { Nullable, Str, takes } from './http/input.js'

const PUBLIC_KEY = '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7'
const TOKEN_SECONDS = 30 * 60
const DEFAULT_HASH = '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW'
const WRONG_LOGIN = 'Incorrect username or password'
const WRONG_CREDENTIALS = 'Invalid authentication credentials'
const BEARER = 'Bearer'
const BASIC = 'Basic realm="accounts"'

const ACCOUNTS = new Map([
  [{ username: 'john snow', email: 'johnsnow@example.com', full_name: 'John Snow', disabled: false }, DEFAULT_HASH],
  [{ username: 'alice', email: 'alice@example.com', full_name: 'Alice Wonderson', disabled: true },
    '$2b$12$qCa3HQAbf.DZWxpub52UUeX7M7SOfu/Kfehqg40di8.MyfuMjd0Ee']
].map(([account, hash]) => [account.username, { account, hash }]))

const LOGIN = takes({
  form: {
    grant_type: Nullable(Str({ pattern: '^password$' })),
    username: Str(),
    password: Str({ format: 'password' }),
    scope: Str({ default: '' }),
    client_id: Nullable(Str()),
    client_secret: Nullable(Str())
  }
})

const unauthorized = (detail, challenge) => new HttpError(401, detail, { 'WWW-Authenticate': challenge })

/** Whether two strings are the same, in a time that does not reveal how much of them is. */
function same (value, secret) {
  const digest = string => createHash('sha256').update(string).digest()
  return timingSafeEqual(digest(value), digest(secret))
}

/**
 * The account with this name and password, or undefined. bcrypt runs on a separate thread, also for unknown names. It
 * would ignore the rest of a password after 72 bytes or after a NUL.
 */
async function authenticate (username, password) {
  const found = ACCOUNTS.get(username)
  if (Buffer.byteLength(password) > 72 || password.includes('\0')) return undefined
  const matches = await bcrypt.compare(password, found?.hash ?? DEFAULT_HASH)
  return matches ? found?.account : undefined
}

/** The credentials in Authorization: '' if only the scheme is there, undefined if the scheme is another one. */
function credentials (request, scheme) {
  const [, named, , value] = /^(\S*)( +(.*))?$/.exec(request.headers.authorization ?? '') ?? []
  return named?.toLowerCase() === scheme ? value ?? '' : undefined
}

/** The bearer token of a request; it can be empty. */
export function bearer (request) {
  const token = credentials(request, 'bearer')
  if (token === undefined) throw unauthorized('Not authenticated', BEARER)
  return token
}

/** A bearer token that is not empty. */
export function httpBearer (request) {
  const token = credentials(request, 'bearer')
  if (!token) throw unauthorized('Not authenticated', BEARER)
  return token
}

function active (found, detail) {
  if (!found) throw unauthorized(detail, BEARER)
  if (found.account.disabled) throw new HttpError(400, 'Inactive user')
  return found.account
}

const noStore = (reply, token) => reply.header('Cache-Control', 'no-store')
  .send({ access_token: token, token_type: 'bearer' })

export async function security (app) {
  const secret = process.env.SECRET_KEY ?? PUBLIC_KEY
  if (secret === PUBLIC_KEY) app.log.warn('SECRET_KEY is not set: tokens are signed with the public key of the notes')
  const key = new TextEncoder().encode(secret)

  app.get('/oauth2_password_bearer', async request => ({ token: bearer(request) }))

  app.post('/token', LOGIN, async ({ input: { body } }, reply) => {
    const account = await authenticate(body.username, body.password)
    if (!account) throw new HttpError(400, WRONG_LOGIN)
    return noStore(reply, account.username)
  })
  app.get('/users/me', async request => active(ACCOUNTS.get(bearer(request)), WRONG_CREDENTIALS))

  app.post('/jwt/token', LOGIN, async ({ input: { body } }, reply) => {
    const account = await authenticate(body.username, body.password)
    if (!account) throw unauthorized(WRONG_LOGIN, BEARER)
    const token = await new SignJWT({ sub: account.username, exp: Math.floor(Date.now() / 1000) + TOKEN_SECONDS })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key)
    return noStore(reply, token)
  })
  app.get('/jwt/users/me', async request =>
    active(await subject(bearer(request), key), 'Could not validate credentials'))

  app.get('/httpbearer', async request => {
    if (!same(httpBearer(request), TOKEN)) throw unauthorized(WRONG_CREDENTIALS, BEARER)
    return { scheme: 'Bearer' }
  })
  app.get('/apikey', async (request, reply) => {
    const sent = request.headers['x-key']
    if (!sent) throw unauthorized('Not authenticated', 'APIKey')
    if (!same(sent, KEY)) throw unauthorized(WRONG_CREDENTIALS, 'APIKey')
    await notShared(request, reply)
    return { key: 'valid' }
  })
  app.get('/httpbasic', async request => {
    const [username, password] = basic(request)
    const account = await authenticate(username, password)
    if (!account) throw unauthorized(WRONG_CREDENTIALS, BASIC)
    return { username: account.username }
  })
}

/** The user of a valid token, or undefined. */
async function subject (token, key) {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['exp', 'sub'] })
    // This server is not an audience: it rejects a token with one.
    return typeof payload.sub === 'string' && payload.aud === undefined ? ACCOUNTS.get(payload.sub) : undefined
  } catch {
    return undefined
  }
}

/** The name and the password of HTTP Basic (RFC 7617): base64 of ASCII with a colon. */
function basic (request) {
  const sent = credentials(request, 'basic')
  const decoded = sent && Buffer.from(sent, 'base64').toString('latin1')
  const [, username, password] = /^([\x20-\x7e]*?):([\x20-\x7e]*)$/.exec(decoded ?? '') ?? []
  if (username === undefined) throw unauthorized('Not authenticated', BASIC)
  return [username, password]
}
