// What those who work here are answered: invited, signing in, their account, their colleagues.
import assert from 'node:assert/strict'
import { go, post } from '../../harness/answers.mjs'
import { sql } from '../../harness/database.mjs'
import { oneTimeCode, signIn } from '../../harness/people.mjs'

const email = 'anne@favneby.example'
const password = 'lampe havre sky forår'

export async function staff({ look }, somebody) {
  const mads = await somebody()
  const elsewhere = await somebody()
  await signIn(elsewhere, 'administrator')
  await look(elsewhere, 'POST /sign-out: out', await post(elsewhere, '/sign-out'), 200)
  await go(elsewhere, '/demo')
  await look(elsewhere, 'POST /demo: nobody by that name', await post(elsewhere, '/demo', { staff: 'nobody' }), 404)
  await signIn(elsewhere, 'administrator')
  await go(mads, '/demo')
  const one = await mads.evaluate(() => [...document.querySelectorAll('button[name=staff]')].find((it) => it.innerText.includes('Mads Krogh')).value)
  await look(mads, 'POST /demo: in', await post(mads, '/demo', { staff: one }), 200)

  const link = await invite({ look }, mads)
  const anne = await somebody({ forwarded: '203.0.113.3' })
  const recovery = await accept({ look }, anne, link)
  await account({ look }, mads)
  await post(anne, '/sign-out')
  await signingIn({ look }, anne, recovery)
  await colleagues({ look }, mads, one)
  await deadLetters({ look }, mads)
  const signe = await somebody()
  await signIn(signe, 'policy_officer')
  await simulation({ look }, signe)
}

async function invite({ look }, mads) {
  const send = (fields) => post(mads, '/staff/invitations', fields)
  await go(mads, '/staff')
  await look(mads, 'POST /staff/invitations: empty', await send({}), 422)
  const about = { email, name: 'Anne Holm', roles: ['counsellor'] }
  await look(mads, 'POST /staff/invitations: sent', await send(about), 200)
  return new URL(await mads.evaluate(() => document.querySelector('.code-words').innerText)).pathname.replace(/^\/[a-z]+/, '')
}

async function accept({ look }, anne, path) {
  const send = async (fields) => post(anne, path, { code: '', ...fields })
  await go(anne, path)
  await look(anne, 'POST /invitation/{token}: empty', await send({ name: '', password: '' }), 422)
  const secret = await anne.evaluate(() => document.querySelector('.code-words').innerText)
  const come = { name: 'Anne Holm', password, code: oneTimeCode(secret) }
  await look(anne, 'POST /invitation/{token}: accepted', await send(come), 200)
  const recovery = await anne.evaluate(() => [...document.querySelectorAll('code')].map((it) => it.innerText.trim()))
  await go(anne, '/account')
  await look(anne, 'POST /invitation/{token}: used up', await send(come), 404)
  await go(anne, '/account')
  return recovery
}

async function account({ look }, page) {
  await look(page, 'GET /account: signed in elsewhere too', await go(page, '/account'), 200)
  const other = await page.evaluate(() => new URL(document.querySelector('form[action$="/end"] button').form.action).pathname.replace(/^\/[a-z]+/, ''))
  await look(page, 'POST /account/sessions/{session}/end: ended', await post(page, other), 200)
  await look(page, 'POST /account/passkeys: none made', await post(page, '/account/passkeys', { credential: '' }), 422)
  const none = '/account/passkeys/00000000000000000000000000000000/removal'
  await look(page, 'POST /account/passkeys/{passkey}/removal: gone already', await post(page, none), 200)
  await look(page, 'POST /account/recovery-codes: new ones', await post(page, '/account/recovery-codes'), 200)
}

async function signingIn({ look }, page, recovery) {
  await go(page, '/sign-in')
  await look(page, 'POST /sign-in: empty', await post(page, '/sign-in', { email: '', password: '' }), 422)
  await look(page, 'POST /sign-in: wrong', await post(page, '/sign-in', { email, password: 'forkert' }), 422)
  await look(page, 'POST /sign-in/passkey: none shown', await post(page, '/sign-in/passkey', { credential: '' }), 200)
  await look(page, 'POST /sign-in: right, the code is asked for', await post(page, '/sign-in', { email, password }), 200)
  const enter = (code) => post(page, '/sign-in/code', { code })
  await look(page, 'POST /sign-in/code: empty', await enter(''), 422)
  await look(page, 'POST /sign-in/code: wrong', await enter('000000'), 422)
  await look(page, 'POST /sign-in/code: in', await enter(recovery[0]), 200)
}

async function colleagues({ look }, mads, himself) {
  await go(mads, '/staff')
  const anne = sql(`select 'staff_' || replace(id::text, '-', '') from staff where email = '${email}'`)
  assert.match(anne, /^staff_[0-9a-f]{32}$/)
  await look(mads, 'POST /staff/{staff}/deactivation: the last administrator', await post(mads, `/staff/${himself}/deactivation`), 422)
  await look(mads, 'POST /staff/{staff}/deactivation: done', await post(mads, `/staff/${anne}/deactivation`), 200)
  await look(mads, 'POST /staff/{staff}/reactivation: done', await post(mads, `/staff/${anne}/reactivation`), 200)
}

async function deadLetters({ look }, mads) {
  const job = '0190a1b2-c3d4-7e5f-8061-8293a4b5c6d7'
  sql(`insert into jobs (id, kind, key, payload, run_at, queued_at, attempts, last_error, dead_at)
       values ('${job}', 'mail', 'x', '', now(), now(), 12, 'the mail server did not take the letter', now())`)
  await look(mads, 'GET /dead-letters: one', await go(mads, '/dead-letters'), 200)
  await look(mads, 'POST /dead-letters/{job}/revival: revived', await post(mads, `/dead-letters/${job.replaceAll('-', '')}/revival`), 200)
}

async function simulation({ look }, signe) {
  const send = (fields) => post(signe, '/simulation', fields)
  await look(signe, 'GET /simulation: the form', await go(signe, '/simulation'), 200)
  await look(signe, 'POST /simulation: nothing chosen', await send({}), 422)
  await look(signe, 'POST /simulation: a reform that does not hold together', await send({ which: 'own', own: 'reform x' }), 422)
  await look(signe, 'POST /simulation: a result', await send({ which: 'enlige_foraeldre.rules' }), 200)
}
