import { Readable } from 'node:stream'
import { Int, Str, takes } from './http/input.js'

const PATIENCE = 3000 // ms that a stream pauses at most
const TEXT = 'first line\nsecond line'
const COUNTS = [
  { city: 'Beijing', confirmed: 31 },
  { city: 'Shanghai', confirmed: 27 },
  { city: 'Wuhan', confirmed: 49 }
]
const pausing = new Map()

/** One object per line. */
const sendLines = (reply, values) => reply.type('application/jsonl').send(Readable.from(async function * () {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}()))

const sendEvents = (reply, events) => reply.type('text/event-stream; charset=utf-8')
  .headers({ 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' })
  .send(Readable.from(events))

/** One event: a field per line, one for each line of the data, and an empty line at the end. */
function event (data, fields = {}) {
  const lines = data.split('\n').map(line => `data: ${line}`)
  for (const [name, value] of Object.entries(fields)) lines.push(`${name}: ${value}`)
  return `${lines.join('\n')}\n\n`
}

export async function streams (app) {
  app.get('/items', async (request, reply) => sendLines(reply, COUNTS))

  app.get('/pausing', takes({ query: { id: Str({ maxLength: 64, default: '' }) } }), async (request, reply) =>
    sendLines(reply, steps(request.input.query.id)))
  app.post('/resume/:id', takes({ path: { id: Str({ maxLength: 64 }) }, query: { step: Str({ maxLength: 64 }) } }),
    async ({ input }, reply) => {
      pausing.get(input.path.id)?.(input.query.step)
      return reply.code(204).send()
    })

  app.get('/events', takes({ header: { 'last-event-id': Int({ minimum: 0, default: 0 }) } }),
    async ({ input }, reply) => {
      const events = COUNTS.map((count, i) => event(JSON.stringify(count), { event: 'count', id: i + 1, retry: 3000 }))
      return sendEvents(reply, events.slice(input.header['last-event-id']))
    })
  app.get('/events/text', async (request, reply) =>
    sendEvents(reply, [': the same string twice\n\n', event(JSON.stringify(TEXT)), event(TEXT)]))
}

async function * steps (id) {
  let resume
  const following = new Promise(resolve => { resume = resolve })
  pausing.set(id, resume) // before the first line, since the client may react at once
  const timer = setTimeout(resume, PATIENCE, 'gave up')
  try {
    yield { step: 'first' }
    yield { step: id ? await following : 'last' }
  } finally {
    clearTimeout(timer)
    if (pausing.get(id) === resume) pausing.delete(id)
  }
}
