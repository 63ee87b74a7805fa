// What a family is answered, from the front door to the last goodbye, and what the desk is answered
// about the same conversation.
import assert from 'node:assert/strict'
import { go, post } from '../../harness/answers.mjs'
import { says, signIn } from '../../harness/people.mjs'
import { told } from './rights.mjs'

const long = 'x'.repeat(4001)

export async function family({ look }, somebody) {
  const family = await somebody({ forwarded: '203.0.113.1' })
  const words = says[family.lang] ?? says.da

  await go(family, '/')
  await look(family, 'POST /: empty', await post(family, '/', { text: ' ' }), 422)
  await look(family, 'POST /: too long', await post(family, '/', { text: long }), 422)
  await look(family, 'POST /: in the queue', await post(family, '/', { text: words.hard }), 200)
  await look(family, 'POST /conversation/messages: empty', await post(family, '/conversation/messages', { text: '' }), 422)
  await look(family, 'POST /conversation/messages: too long', await post(family, '/conversation/messages', { text: long }), 422)
  await look(family, 'POST /neutral: titles hidden', await post(family, '/neutral'), 200)
  const code = await codes({ look }, family)
  await comeBack({ look }, await somebody({ forwarded: '203.0.113.2' }), code)
  await desk({ look }, somebody, family, words)
}

/** A code is shown, typed back wrong, right, and once more. Returns it. */
async function codes({ look }, page) {
  const typed = (code) => post(page, '/conversation/code/typed', { code })
  await go(page, '/conversation/code')
  await look(page, 'POST /conversation/code: shown', await post(page, '/conversation/code'), 200)
  const code = await page.evaluate(() => document.querySelector('.code-words').innerText)
  await go(page, '/conversation/code/typed')
  await look(page, 'POST /conversation/code/typed: empty', await typed(''), 422)
  await look(page, 'POST /conversation/code/typed: wrong', await typed('en anden kode slet'), 422)
  await look(page, 'POST /conversation/code/typed: right', await typed(code), 200)
  await look(page, 'GET /conversation/code: has one already', await go(page, '/conversation/code'), 200)
  await look(page, 'POST /conversation/code/typed: none to type', await typed('en anden kode slet'), 422)
  return code
}

async function comeBack({ look }, page, code) {
  const enter = (code) => post(page, '/come-back', { code })
  await go(page, '/come-back')
  await look(page, 'POST /come-back: empty', await enter(''), 422)
  await look(page, 'POST /come-back: wrong', await enter('ikke min kode slet'), 422)
  await look(page, 'POST /come-back: right', await enter(code), 200)
  await go(page, '/come-back')
  await page.evaluate(async () => {
    const body = new URLSearchParams({ form_token: document.querySelector('[name=form_token]').value, code: 'ikke min kode slet' })
    for (let tries = 0; tries < 100; tries++) if ((await fetch(location.href, { method: 'POST', body })).status === 429) return
  })
  await look(page, 'POST /come-back: too often', await enter('ikke min kode slet'), 429)
}

/** The guide beside the conversation, as it stands in a window of its own and in the frame. */
async function guide({ look }, sara, path) {
  const result = await sara.evaluate(() => document.querySelector('a[href*="/rights/"]').pathname.replace(/^\/[a-z]+/, ''))
  await look(sara, 'GET /desk/conversations/{id}/guide: where to begin', await go(sara, `${path}/guide`), 200)
  await look(sara, 'GET /desk/conversations/{id}/guide: in the frame', await go(sara, `${path}/guide?frame=1`), 200)
  await look(sara, 'GET /desk/conversations/{id}/rights/{seq}: every reason', await go(sara, result), 200)
  await look(sara, 'GET /desk/conversations/{id}/rights/{seq}: in the frame', await go(sara, `${result}?frame=1`), 200)
  const step = (fields) => post(sara, `${path}/guide`, { state: told, ...fields })
  await look(sara, 'POST /desk/conversations/{id}/guide: a question again', await step({ act: 'change:adult.loen', frame: '1' }), 200)
  await look(sara, 'POST /desk/conversations/{id}/guide: no number', await step({ about: 'adult.loen', rows: '0', act: 'on', v0: 'tusind' }), 422)
  await look(sara, 'POST /desk/conversations/{id}/guide: result', await step({ act: 'result' }), 200)
  const share = await sara.evaluate(() => document.querySelector('.card [name=share]').value)
  await look(sara, 'POST /desk/conversations/{id}/rights: one thing shared', await post(sara, `${path}/rights`, { state: told, share }), 200)
  await look(sara, 'POST /desk/conversations/{id}/rights: all shared', await post(sara, `${path}/rights`, { state: told, frame: '1' }), 200)
  await look(sara, 'POST /desk/conversations/{id}/guide/letter: a letter', await post(sara, `${path}/guide/letter`, { state: told, rule: 'home.ordinaert_boernetilskud' }), 200)
}

async function desk({ look }, somebody, family, words) {
  const sara = await somebody()
  await signIn(sara)
  await look(sara, 'GET /desk: somebody waits', await go(sara, '/desk'), 200)
  await look(sara, 'POST /desk/seat: a wrong number', await post(sara, '/desk/seat', { capacity: '99' }), 422)
  await look(sara, 'POST /desk/seat: ready', await post(sara, '/desk/seat', { capacity: '2', ready: 'yes' }), 200)
  const waiting = await sara.evaluate(() => new URL(document.querySelector('form[action$="/take"]').action).pathname)
  const path = waiting.replace(/^\/[a-z]+(\/.*)\/take$/, '$1')
  await look(sara, 'POST /desk/conversations/{waiting}/take: taken', await post(sara, `${path}/take`), 200)
  await look(family, 'GET /conversation: somebody is here', await go(family, '/conversation'), 200)
  await look(family, 'POST /conversation/rights: handed over', await post(family, '/conversation/rights', { state: told }), 200)
  await look(sara, 'GET /desk/conversations/{id}: a result was handed over', await go(sara, path), 200)
  await guide({ look }, sara, path)
  await look(family, 'GET /conversation: a result was shared', await go(family, '/conversation'), 200)
  await go(sara, path)
  const yusuf = await somebody()
  await signIn(yusuf, 'other_counsellor')
  await go(yusuf, '/desk')
  await look(yusuf, 'POST /desk/conversations/{waiting}/take: too late', await post(yusuf, `${path}/take`), 409)

  await look(sara, 'POST /desk/conversations/{id}/back: handed back', await post(sara, `${path}/back`), 200)
  await post(sara, `${path}/take`)
  const say = (text) => post(sara, `${path}/messages`, { text })
  await look(sara, 'POST /desk/conversations/{id}/messages: empty', await say(''), 422)
  await look(sara, 'POST /desk/conversations/{id}/messages: said', await say(words.answer), 200)
  await look(sara, 'POST /desk/conversations/{id}/offers: none such', await post(sara, `${path}/offers`, { offer: 'none' }), 404)
  const found = await go(sara, `${path}?find=1&near=7100&need=${encodeURIComponent('mødregruppe')}`)
  await look(sara, 'GET /desk/conversations/{id}: offers at hand', found, 200)
  const offer = await sara.evaluate(() => document.querySelector('[name=offer]').value)
  await look(sara, 'POST /desk/conversations/{id}/offers: shared', await post(sara, `${path}/offers`, { offer }), 200)
  await look(family, 'POST /conversation/messages: said beside a card', await post(family, '/conversation/messages', { text: words.thanks }), 200)
  assert.ok(await family.evaluate(() => document.querySelector('.message .card-title')), 'the family sees the card')

  const lead = await somebody()
  await signIn(lead, 'team_lead')
  await go(lead, `${path}/glass`)
  const glass = (reason) => post(lead, `${path}/glass`, { reason })
  await look(lead, 'POST /desk/conversations/{id}/glass: no reason', await glass('kort'), 422)
  await look(lead, 'POST /desk/conversations/{id}/glass: broken', await glass('Et barn kan være i fare.'), 200)

  await look(family, 'POST /conversation/end: ended', await post(family, '/conversation/end'), 200)
  await look(family, 'POST /conversation/messages: too late', await post(family, '/conversation/messages', { text: words.thanks }), 409)
  await look(family, 'GET /conversation/end: ended already', await go(family, '/conversation/end'), 200)
  await look(sara, 'GET /desk/conversations/{id}: ended', await go(sara, path), 200)
  await look(sara, 'POST /desk/conversations/{id}/messages: ended', await say(words.answer), 409)
  await look(family, 'POST /conversation/delete: deleted', await post(family, '/conversation/delete'), 200)
  await look(sara, 'POST /desk/conversations/{id}/messages: deleted', await say(words.answer), 410)
  await look(sara, 'GET /desk/conversations/{id}: deleted', await go(sara, path), 410)

  await go(family, '/')
  await post(family, '/', { text: words.hard })
  await go(sara, '/desk')
  const next = await sara.evaluate(() => new URL(document.querySelector('form[action$="/take"]').action).pathname)
  const second = next.replace(/^\/[a-z]+(\/.*)\/take$/, '$1')
  await post(sara, `${second}/take`)
  await look(sara, 'POST /desk/conversations/{id}/end: ended', await post(sara, `${second}/end`), 200)
}
