import { Type } from '@sinclair/typebox'
import { Int, File, Nullable, Str, takes } from './http/input.js'
import { HttpError } from './http/errors.js'
import { files } from './http/files.js'

const MiB = 1024 * 1024

const UserIn = Type.Object({
  username: Str(),
  email: Str({ format: 'email' }),
  mobile: Str({ default: '10086' }),
  address: Nullable(Str()),
  full_name: Nullable(Str()),
  password: Str()
})

/** The user that one operation always responds with, without the password. */
const USER02 = { username: 'user02', email: 'user02@example.com', mobile: '110', password: 'user02-secret' }

const Login = { username: Str({ minLength: 1 }), password: Str({ minLength: 1 }) }

const described = ({ filename, contentType, content }) => ({
  filename, content_type: contentType, size: content.length
})

const without = (name, { [name]: _, ...rest }) => rest
const only = (names, user) => Object.fromEntries(names.filter(name => name in user).map(name => [name, user[name]]))

/** A user as a response shows it: without the password, the domain of the email in lower case. */
function asUserOut (user) {
  const [name, domain] = user.email.split('@')
  return { ...without('password', user), email: `${name}@${domain.toLowerCase()}` }
}

export const cityByName = [
  takes({ query: { city: Str() } }),
  async ({ input: { query: { city } } }) => {
    if (city !== 'Beijing') throw new HttpError(404, 'City not found!', { 'X-Error': 'Error' })
    return { city }
  }
]

export const cityById = [
  takes({ path: { city_id: Int() } }),
  async ({ input: { path: { city_id: id } } }) => {
    if (id === 1) throw new HttpError(418, "Nope! I don't like 1.")
    return { city_id: id }
  }
]

export const rejectWithObject = async () => { throw new HttpError(400, { code: 1, msgs: ['a', 'b'] }) }
export const crash = async () => { throw new Error('a secret of the server') }

export async function responses (app) {
  const user = takes({ body: UserIn })
  const sendUser = async ({ input }) => asUserOut(input.body)

  app.post('/response_model/', user, async () => asUserOut(USER02))
  app.post('/response_model/input', user, sendUser)
  app.post('/response_model/unset', user, async ({ input: { sent, body } }) => only(Object.keys(sent), asUserOut(body)))
  app.post('/response_model/attributes', user, async ({ input }) => {
    const brief = only(['username', 'email'], asUserOut(input.body))
    return [brief, brief]
  })
  app.post('/response_model/attributes/one', user,
    async ({ input }) => only(['username', 'email'], asUserOut(input.body)))
  app.post('/response_model/union', takes({ query: { brief: Type.Boolean({ default: false }) }, body: UserIn }),
    async ({ input }) => input.query.brief ? only(['username', 'email'], asUserOut(input.body)) : asUserOut(input.body))
  // Without an email this is not a UserOut: an error of the server, which the response does not describe.
  app.post('/response_model/invalid', user, async ({ input }) => asUserOut(without('email', input.body)))
  app.post('/path_operation_configuration', user, sendUser)
  app.post('/path_operation_configuration/deprecated', user, sendUser)

  app.post('/status_code', async () => ({ status_code: 200 }))
  app.post('/status_attribute', async () => ({ status_code: 200 }))
  app.post('/status_201', async (request, reply) => reply.code(201).send({ status_code: 201 }))
  app.post('/status_204', async (request, reply) => reply.code(204).send())

  const logIn = async ({ input }) => ({ username: input.body.username })
  app.post('/login/', takes({ form: Login }), logIn)
  app.post('/form/model', takes({ form: Login, only: 'body' }), logIn)
  app.post('/form/optional', takes({
    form: { username: Str({ maxLength: 8, default: 'guest' }), n: Nullable(Int()) }
  }), async ({ input }) => input.body)

  const upload = (url, form, handler) =>
    app.post(url, { ...takes({ form }), bodyLimit: 10 * MiB }, async ({ input }) => handler(input.body))
  upload('/file', { file: File() }, ({ file }) => ({ file_size: file.content.length }))
  upload('/files', { files: Type.Array(File()) }, ({ files }) => ({ file_sizes: files.map(each => each.content.length) }))
  upload('/upload_files', { files: Type.Array(File()) }, ({ files }) => {
    const [first] = files
    return { filename: first.filename, content_type: first.contentType, files: files.map(described) }
  })
  upload('/upload_file', { file: File() }, ({ file }) => described(file))
  upload('/form/files', { file: File(), photo: File(), title: Str({ minLength: 1 }) }, ({ file, photo, title }) => ({
    title, file_size: file.content.length, photo: described(photo)
  }))

  app.get('/http_exception', ...cityByName)
  app.get('/http_exception/:city_id', ...cityById)
  app.get('/exc_dict', rejectWithObject)
  app.get('/exc_nodetail', async () => { throw new HttpError(404) })
  app.get('/exc_crash', crash)

  files(app)
}
