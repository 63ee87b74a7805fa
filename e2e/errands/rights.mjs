// A parent alone with two children finds out what the law gives: few questions by keyboard, the
// result with its reasons, what if, and the result handed to a counsellor. What she does with it is
// an errand of its own.
import assert from 'node:assert/strict'
import { expectQuiet } from '../harness/browser.mjs'
import { errand, told, until } from '../harness/errand.mjs'
import { about, answers, on, step, walk } from '../harness/guide.mjs'
import { press, submit, toField, write } from '../harness/keyboard.mjs'
import { begin, look, says } from '../harness/people.mjs'

const most = 12
const top = (page) => page.evaluate(() => scrollTo(0, 0))

await errand(async (somebody) => {
  const page = await somebody()
  // A conversation is open, so that there is somebody to hand the result to.
  await begin(page, (says[told.lang] ?? says.da).hard)
  await page.goto(`${told.address}/${told.lang}/rights`)
  await look(page, 'rights-start')
  await step(page, (it) => (it.fields.state ?? '').includes('"alone"'), 'I am alone with children')

  if (page.script) {
    // The way from a mistake to its field stays on the page.
    const fact = await about(page)
    await step(page, on, 'go on without an answer')
    await page.locator('.error-summary a').first().click()
    await page.waitForFunction(() => document.activeElement?.name === 'v0')
    assert.equal(await about(page), fact)
    page.problems.length = 0
  }
  const asked = await walk(page, answers, async (number) => {
    assert.ok(number <= most, `${number} questions are too many`)
    assert.equal(new URL(page.url()).search, '', 'no address holds an answer')
    if (number <= 3) await look(page, `rights-question-${number}`)
  })
  console.log(`asked ${asked} questions`)
  assert.ok((await page.locator('.card.sure').count()) >= 4, 'several things are certain')
  await look(page, 'rights-result')

  await step(page, (it) => it.action.endsWith('/rights/what-if'), 'what if')
  if (page.script) {
    // The picture follows the slider; nothing is sent that the history would hold.
    const before = await page.evaluate(() => history.length)
    await toField(page, 'what_pay')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement.dataset.slides), 'what_pay', 'the slider follows its field')
    await page.keyboard.press('End')
    assert.equal(await page.inputValue('[name=what_pay]'), '60000')
    await page.waitForFunction(() => document.querySelectorAll('polyline').length === 2)
    assert.equal(await page.evaluate(() => history.length), before)
  } else assert.equal(await page.locator('.slider:visible').count(), 0, 'nothing that does nothing')
  await write(page, 'what_pay', '46000')
  await step(page, (it) => it.value === 'show', 'show')
  assert.equal(await page.locator('polyline').count(), 2, 'as now, and as it would be')
  await top(page)
  await look(page, 'rights-what-if')
  await step(page, (it) => it.value === 'result', 'back to the result')

  if (page.script) {
    // Back shows the page before without asking the server, and nothing in the history can be sent again.
    await page.goBack()
    await page.waitForFunction(() => document.querySelector('.what-if'))
    await page.goForward()
    await page.waitForFunction(() => document.querySelector('.card.sure'))
    // Closed by mistake: what was told is in this tab yet.
    await page.reload()
    await step(page, (it) => it.value === 'next', 'go on where I left off')
    assert.ok((await page.locator('.card.sure').count()) >= 4, 'the result is there again')
    // A lost connection loses no answer.
    await page.context().setOffline(true)
    await press(page, (it) => it.action.endsWith('/rights/what-if'), 'what if, without connection')
    await page.waitForSelector('[data-lost]')
    await page.context().setOffline(false)
    page.problems.length = 0
    await top(page)
  }
  await submit(page, (it) => it.action.endsWith('/conversation/rights'), 'hand it over')
  assert.match(page.url(), /\/conversation$/)
  const title = await page.evaluate(() => document.title)
  console.log(`handed over: ${title}`)

  await until(page, 'the result among the messages', 20, () => document.querySelector('.message .card-title') !== null)
  await look(page, 'rights-handed')
  expectQuiet(page)
})
