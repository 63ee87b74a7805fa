// The whole conversation: somebody without a name writes, a counsellor answers, finds an offer near
// her, shares it, and both see it.
import assert from 'node:assert/strict'
import { expectQuiet, picture } from '../harness/browser.mjs'
import { errand, hears, room, told, until } from '../harness/errand.mjs'
import { begin, inMessages, look, say, says, share, signIn, take } from '../harness/people.mjs'

await errand(async (somebody) => {
  const words = says[told.lang]
  const family = await somebody()
  const counsellor = await somebody()

  await begin(family, words.hard)
  await look(family, 'waiting')

  await signIn(counsellor)
  await take(counsellor)
  await hears(counsellor, words.hard)

  await say(counsellor, words.answer)
  await hears(family, words.answer)
  await say(family, words.place)
  await hears(counsellor, words.place)

  const offer = await share(counsellor, { need: 'mødregruppe', near: '7100' })
  await until(family, `the card of ${offer}`, 30, inMessages, offer)
  await hears(family, words.answer)
  await say(family, words.thanks)
  await hears(counsellor, words.thanks)
  await look(family, 'conversation')
  await look(counsellor, 'desk-conversation')

  // Every message once: nothing lost, nothing doubled, in the order in which it was said.
  for (const page of [family, counsellor]) {
    const said = await room(page).evaluate(() => [...document.querySelectorAll('.message .message-text')].map((it) => it.textContent))
    const order = said.filter((text) => [words.hard, words.answer, words.place, words.thanks].includes(text))
    assert.deepEqual(order, [words.hard, words.answer, words.place, words.thanks], `${page.who} reads all, once, in order`)
    expectQuiet(page)
  }
  await picture(family, 'conversation-end')
  console.log(`shared: ${offer}`)
})
