import { setTimeout as sleep } from 'node:timers/promises'
import { EVENT_LOG, write } from './events.js'
import { HttpError } from './http/errors.js'
import { Str, takes } from './http/input.js'
import { Recent } from './recent.js'
import { json } from './requests.js'

const PATIENCE = 5000 // ms that a waiting task waits at most
const SENTENCE = '\n> 整体的介绍 FastAPI, 快速上手开发, 结合 API 交互文档逐个讲解核心模块的使用\n'
const DOCUMENT = { document: Str({ pattern: '^[a-z0-9-]{1,64}$', default: 'readme' }) }

const texts = new Recent(1000)
const waiting = new Map()
const append = (document, text) => texts.set(document, (texts.get(document) ?? '') + text)

export async function tasks (app) {
  app.get('/slow', async () => {
    await sleep(50)
    return { hello: 'world' }
  })

  app.post('/background_tasks', takes({ query: { framework: Str({ maxLength: 100 }), ...DOCUMENT } }),
    async request => {
      const { framework, document } = request.input.query
      request.tasks.push(() => append(document, `\n## ${framework} 框架精讲`))
      return { message: '任务已在后台运行' }
    })
  app.post('/dependency/background_tasks', takes({ query: { q: Str({ maxLength: 100, default: '' }), ...DOCUMENT } }),
    async (request, reply) => {
      const { q, document } = request.input.query
      if (!q) return json(reply, null)
      request.tasks.push(() => append(document, SENTENCE))
      return { message: 'README.md更新成功' }
    })
  app.get('/readme', takes({ query: DOCUMENT }), async ({ input }) => ({ text: texts.get(input.query.document) ?? '' }))
  app.delete('/readme', takes({ query: DOCUMENT }), async ({ input }, reply) => {
    texts.delete(input.query.document)
    return reply.code(204).send()
  })

  const task = (request, n) => async () => {
    write(request, `task ${n} begins`)
    await sleep(1)
    write(request, `task ${n} ends`)
  }
  const operation = (url, handle) => app.post(`/tasks/${url}`, takes(EVENT_LOG), async request => {
    write(request, 'handler')
    return handle(request)
  })
  operation('ordered', request => {
    request.tasks.push(task(request, 1), task(request, 2), task(request, 3))
    return { message: 'three tasks follow' }
  })
  operation('rejected', request => {
    request.tasks.push(task(request, 1))
    throw new HttpError(418, 'no task follows')
  })
  operation('failing', request => {
    request.tasks.push(() => {
      write(request, 'task fails')
      throw new Error('a task that fails on purpose')
    }, task(request, 2))
    return { message: 'a task that fails follows' }
  })

  const id = { path: { id: Str({ maxLength: 64 }) } }
  app.post('/tasks/waiting/:id', takes(EVENT_LOG, id), async request => {
    request.tasks.push(() => wait(request, request.input.path.id))
    return { message: 'a task waits' }
  })
  app.post('/tasks/release/:id', takes(id), async ({ input }, reply) => {
    for (const release of waiting.get(input.path.id) ?? []) release()
    return reply.code(204).send()
  })
}

async function wait (request, id) {
  write(request, 'task waits')
  const controller = new AbortController()
  const release = () => controller.abort()
  waiting.set(id, new Set(waiting.get(id)).add(release))
  try {
    await sleep(PATIENCE, undefined, { signal: controller.signal })
    write(request, 'task gave up')
  } catch {
    write(request, 'task released')
  }
  const others = waiting.get(id)
  others.delete(release)
  if (others.size === 0) waiting.delete(id)
}
