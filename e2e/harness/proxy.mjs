// A proxy before several nodes, as an organisation has one: it keeps a person with the node that her
// browser asks for, and goes to another when that one is dead.
import { createServer, request } from 'node:http'

/** Each of `nodes` is an address; `X-Errand-Node` says which one is asked first. */
export async function proxy(port, nodes) {
  const server = createServer((asked, answer) => {
    const first = Number(asked.headers['x-errand-node'] ?? 0)
    const body = []
    asked.on('data', (piece) => body.push(piece))
    asked.on('end', () => pass(nodes.slice(first).concat(nodes.slice(0, first)), asked, Buffer.concat(body), answer))
  })
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready))
  return { address: `http://localhost:${port}`, close: () => (server.closeAllConnections?.(), server.close()) }
}

function pass([node, ...others], asked, body, answer) {
  const { port } = new URL(node)
  const onward = request({ host: '127.0.0.1', port, method: asked.method, path: asked.url, headers: asked.headers }, (came) => {
    answer.writeHead(came.statusCode, came.headers)
    came.pipe(answer)
    // A stream whose node died ends here too, so that the browser notices.
    came.on('error', () => answer.destroy())
    came.on('aborted', () => answer.destroy())
  })
  answer.on('close', () => onward.destroy())
  onward.on('error', () => {
    if (answer.headersSent || answer.destroyed) return answer.destroy()
    if (others.length) return pass(others, asked, body, answer)
    answer.writeHead(502).end()
  })
  onward.end(body)
}
