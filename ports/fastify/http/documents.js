import { readFileSync } from 'node:fs'

const CONTRACT = new URL('../../../spec/contract/openapi/', import.meta.url)

/** The locked OpenAPI document of an application: `cors-max-age.json` for `/apps/cors/max-age`. */
function locked (prefix) {
  const name = prefix.replace(/^\/apps\//, '').replaceAll('/', '-') || 'main'
  return JSON.parse(readFileSync(new URL(`${name}.json`, CONTRACT), 'utf8'))
}

/** `/openapi.json`, the OpenAPI document of this application, and the pages that show it. */
export function documents (app, { redoc = '/redoc' } = {}) {
  const openapi = locked(app.prefix)
  const { title } = openapi.info
  const url = `${app.prefix}/openapi.json`
  const page = (path, html) => app.route({
    method: ['GET', 'HEAD'],
    url: path,
    handler: async (request, reply) => reply.type('text/html; charset=utf-8').send(html)
  })
  app.route({ method: ['GET', 'HEAD'], url: '/openapi.json', handler: async () => openapi })
  page('/docs', swagger(title, url))
  page('/docs/oauth2-redirect', OAUTH2_REDIRECT)
  page(redoc, redocPage(title, url))
}

const swagger = (title, url) => `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${title} - Swagger UI</title>
  <link rel="stylesheet" href="https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui.css">
</head>
<body>
  <div id="swagger-ui"></div>
  <script src="https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui-bundle.js"></script>
  <script>
    SwaggerUIBundle({
      url: '${url}', dom_id: '#swagger-ui', oauth2RedirectUrl: location.href.replace(/[#?].*/, '') + '/oauth2-redirect'
    })
  </script>
</body>
</html>
`

const redocPage = (title, url) => `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${title} - ReDoc</title></head>
<body>
  <redoc spec-url="${url}"></redoc>
  <script src="https://cdn.jsdelivr.net/npm/redoc@2/bundles/redoc.standalone.js"></script>
</body>
</html>
`

// The password flow, the only one here, never redirects to this page.
const OAUTH2_REDIRECT = `<!DOCTYPE html>
<html lang="en"><title>OAuth 2.0 redirect</title><p>You may close this window.
`
