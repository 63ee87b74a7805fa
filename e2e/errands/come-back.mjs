// A code to come back with: shown once, typed back once, tolerant of capitals and spaces; then used
// in another browser; then everything is deleted, and the code opens nothing.
import assert from 'node:assert/strict'
import { errand, hears, told } from '../harness/errand.mjs'
import { submit, write } from '../harness/keyboard.mjs'
import { begin, look, says } from '../harness/people.mjs'

const body = (page) => page.evaluate(() => document.body.innerText)

await errand(async (somebody) => {
  const words = says[told.lang]
  const here = (page, path) => page.goto(`${told.address}/${told.lang}${path}`)
  const family = await somebody()
  await begin(family, words.hard)

  await here(family, '/conversation/code')
  await look(family, 'code')
  await submit(family, (it) => it.action.endsWith('/conversation/code'), 'show me a code')
  await family.waitForSelector('.code-words')
  const code = (await family.evaluate(() => document.querySelector('.code-words').innerText)).replace(/\s+/g, ' ').trim()
  assert.ok(code.length >= 12, `a code that can be guessed: ${code}`)
  await look(family, 'code-shown')

  // Typed back wrong once, then right.
  await here(family, '/conversation/code/typed')
  await write(family, 'code', 'forkert kode her nu')
  await submit(family, (it) => it.action.endsWith('/typed') && 'code' in it.fields, 'type the code')
  await look(family, 'code-typed')
  await write(family, 'code', `  ${code.toLocaleUpperCase(told.lang)} `)
  await submit(family, (it) => it.action.endsWith('/typed') && 'code' in it.fields, 'type the code')

  // Another phone, another day.
  const later = await somebody()
  await here(later, '/come-back')
  await write(later, 'code', 'ikke min kode slet')
  await submit(later, (it) => it.action.endsWith('/come-back'), 'go to the conversation')
  assert.ok(!(await body(later)).includes(words.hard), 'a wrong code opens nothing')
  await write(later, 'code', code)
  await submit(later, (it) => it.action.endsWith('/come-back'), 'go to the conversation')
  await hears(later, words.hard)
  console.log('came back')

  // Something begun and never sent goes too.
  if (told.script) await write(later, 'text', 'noget mere')
  await here(later, '/conversation/end')
  await look(later, 'end')
  await submit(later, (it) => it.action.endsWith('/conversation/delete'), 'delete now')
  await later.waitForURL((url) => !url.pathname.endsWith('/conversation/end'))
  await look(later, 'goodbye')
  const held = await later.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('favn')))
  assert.deepEqual(held, [], 'a deleted conversation leaves nothing in the tab')
  for (const page of [later, family]) {
    await here(page, '/conversation')
    assert.ok(!(await body(page)).includes(words.hard), 'a deleted conversation is gone in every browser')
  }
  await here(later, '/come-back')
  await write(later, 'code', code)
  await submit(later, (it) => it.action.endsWith('/come-back'), 'go to the conversation')
  assert.ok(!(await body(later)).includes(words.hard), 'its code opens nothing')
  console.log('forgotten')
})
