// Somebody who reads no Danish: she is told which language is answered, that there are interpreters,
// and what is Danish on her page is marked as Danish.
import assert from 'node:assert/strict'
import { errand, hears, room, told } from '../harness/errand.mjs'
import { begin, look, say, says, share, signIn, take } from '../harness/people.mjs'

await errand(async (somebody) => {
  const family = await somebody()
  await family.goto(`${told.address}/${told.lang}/`)
  const word = { ar: 'مترجم', uk: 'перекладач' }[told.lang]
  assert.ok((await family.innerText('.presence')).includes(word), 'the front door tells of an interpreter')
  await begin(family, says.ar.hard)
  assert.ok((await room(family).innerText('.chat-languages')).includes(word), 'and so does the conversation')
  console.log('told of an interpreter')

  const counsellor = await somebody({ lang: 'da' })
  await signIn(counsellor)
  await take(counsellor)
  await say(counsellor, says.da.answer)
  await share(counsellor, { need: 'mødregruppe', near: '7100' })
  await hears(family, says.da.answer)
  await room(family).waitForSelector('.message .card-title')
  await look(family, 'another-language')
  const danish = await room(family).evaluate((answer) => ({
    said: [...document.querySelectorAll('.message-text')].find((it) => it.textContent === answer)?.lang,
    card: document.querySelector('.message .card-title')?.lang,
    own: document.querySelector('.message.own .message-text')?.lang,
  }), says.da.answer)
  assert.deepEqual(danish, { said: 'da', card: 'da', own: '' })
  const link = await room(family).getAttribute('.message .card-title a', 'href')
  await family.goto(new URL(link, told.address).href)
  assert.ok(await family.isVisible(`main a[href="/${told.lang}/conversation"]`), 'and back to the conversation')
})
