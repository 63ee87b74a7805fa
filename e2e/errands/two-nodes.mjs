// The family is on one node, the counsellor on the other. What one says the other hears. Then the
// family's node dies, and she goes on without doing anything.
import assert from 'node:assert/strict'
import { errand, hears, room, told } from '../harness/errand.mjs'
import { begin, say, says, signIn, take } from '../harness/people.mjs'
import { proxy } from '../harness/proxy.mjs'

const before = await proxy(Number(process.env.FAVN_PROXY_PORT), [told.address, process.env.FAVN_SECOND])
try {
  await errand(async (somebody) => {
    const words = says.da
    const family = await somebody({ address: before.address, node: 0 })
    // One-click sign-in is the demo's, on the first node. Her session holds on the other one too.
    const counsellor = await somebody({ address: before.address, node: 0 })
    await begin(family, words.hard)
    await signIn(counsellor)
    await counsellor.context().setExtraHTTPHeaders({ 'X-Errand-Node': '1' })
    await take(counsellor)
    await hears(counsellor, words.hard)
    await say(counsellor, words.answer)
    await hears(family, words.answer)
    await say(family, words.place)
    await hears(counsellor, words.place)

    process.kill(Number(process.env.FAVN_FIRST_PROCESS), 'SIGKILL')
    const killed = Date.now()
    await say(counsellor, 'Jeg er her stadig.')
    await hears(family, 'Jeg er her stadig.', { seconds: 15 })
    console.log(`the stream went on after ${Date.now() - killed} ms`)
    await say(family, words.thanks)
    await hears(counsellor, words.thanks)
    for (const page of [family, counsellor]) {
      const said = await room(page).evaluate(() => [...document.querySelectorAll('.message .message-text')].map((it) => it.textContent))
      const order = [words.hard, words.answer, words.place, 'Jeg er her stadig.', words.thanks]
      assert.deepEqual(said.filter((text) => order.includes(text)), order, `${page.url()} reads all, once, in order`)
      assert.deepEqual(page.foreign, [])
    }
    console.log('both nodes carried it')
  })
} finally {
  before.close()
}
