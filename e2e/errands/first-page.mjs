// The first page: what a phone with little data left must fetch.
import assert from 'node:assert/strict'
import { expectQuiet } from '../harness/browser.mjs'
import { errand, told } from '../harness/errand.mjs'

await errand(async (somebody) => {
  const page = await somebody()
  const tools = await page.context().newCDPSession(page)
  await tools.send('Network.enable')
  let bytes = 0
  let requests = 0
  tools.on('Network.loadingFinished', (done) => (bytes += done.encodedDataLength))
  tools.on('Network.requestWillBeSent', () => (requests += 1))
  await page.goto(`${told.address}/${told.lang}/`, { waitUntil: 'networkidle' })
  expectQuiet(page)
  assert.ok(requests >= 2, `page and style at least, but only ${requests} were seen`)
  assert.ok(bytes > 2000, `only ${bytes} bytes were counted`)
  assert.ok(bytes <= 60 * 1024, `the first page weighs ${bytes} bytes`)
  console.log(`${bytes} bytes in ${requests} requests, none to others`)
})
