// Finding help: a long answer is read on, an offer is opened, and the way back leads to the same
// answer, at the offer that was read.
import assert from 'node:assert/strict'
import { expectQuiet } from '../harness/browser.mjs'
import { errand, told } from '../harness/errand.mjs'
import { enter, submit, tabTo, write } from '../harness/keyboard.mjs'
import { look } from '../harness/people.mjs'

const offers = (page) => page.evaluate(() => [...document.querySelectorAll('[id^=offer-]')].map((it) => it.id))
/** From the top: axe takes what the strip at the top happens to cover for something that cannot be pressed. */
const lookFromTop = async (page, name) => {
  await page.evaluate(() => scrollTo(0, 0))
  await look(page, name)
}
const seen = (page, id) => page.evaluate((id) => { const box = document.getElementById(id).getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0 }, id)

await errand(async (somebody) => {
  const page = await somebody()
  await page.goto(`${told.address}/${told.lang}/find`)
  await write(page, 'near', '8000')
  await submit(page, (it) => 'near' in it.fields, 'find help')
  const first = await offers(page)
  assert.ok(first.length >= 20, `only ${first.length} offers`)
  await lookFromTop(page, 'found')

  await tabTo(page, (it) => /[?&]more=/.test(it.href), 'show more')
  await enter(page)
  await page.waitForURL(/more=/)
  const more = await offers(page)
  assert.deepEqual(more.slice(0, 20), first.slice(0, 20), 'what was read stands where it stood')
  assert.ok(more.length > first.length, 'more is more')
  assert.ok(await seen(page, first[19]), 'she goes on where she was')
  console.log(`saw more: ${more.length} instead of ${first.length}`)

  const wanted = more[22]
  await tabTo(page, (it) => it.href.includes(`/offers/${wanted.slice('offer-'.length)}?`), 'an offer further down')
  await enter(page)
  await page.waitForURL(/\/offers\//)
  await lookFromTop(page, 'offer')
  await tabTo(page, (it) => it.tag === 'a' && it.href.includes('/find?'), 'back to the search')
  await enter(page)
  await page.waitForURL(/\/find\?/)
  assert.deepEqual(await offers(page), more, 'the same answer')
  assert.ok(await seen(page, wanted), 'at the offer she read')
  assert.equal(await page.inputValue('[name=near]'), '8000')
  expectQuiet(page)
  console.log(`came back to ${wanted}`)
})
