// Five faults planted in a page of this file's own. A harness that misses one proves nothing elsewhere.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { expectQuiet, openBrowser, person } from '../harness/browser.mjs'
import { expectAccessible, findings } from '../harness/access.mjs'
import { tabTo } from '../harness/keyboard.mjs'

const html = `<!doctype html><html lang="da"><title>Prøve</title><main><h1>Prøve</h1>
<p style="color:#aaa;background:#fff">bleg</p><input name="unnamed">
<div style="width:2000px">bred</div><button tabindex="-1">utilgængelig</button>
<img alt="" src="http://127.0.0.1:9/elsewhere.png"></main>`
const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html; charset=utf-8').end(html))
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const address = `http://127.0.0.1:${server.address().port}`
const browser = await openBrowser()
try {
  const page = await person(browser, { address })
  await page.goto(address + '/')
  const found = (await findings(page)).join('\n')
  assert.match(found, /color-contrast/)
  assert.match(found, /label/)
  await assert.rejects(expectAccessible(page))
  await page.setContent('<!doctype html><html lang="da"><title>Prøve</title><main><h1>Prøve</h1><div style="width:2000px">bred</div></main>')
  await assert.rejects(expectAccessible(page), /too wide/)
  await page.goto(address + '/')
  assert.throws(() => expectQuiet(page), /requests left for others.*127\.0\.0\.1:9/)
  await assert.rejects(tabTo(page, (it) => /utilgængelig/.test(it.name), 'the button', 10), /never reached/)
  console.log('found: colour, name, width, foreign request, unreachable control')
} finally {
  await browser.close()
  server.close()
}
