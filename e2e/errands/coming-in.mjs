// An invited colleague comes in for the first time: name, password, one-time codes on her phone,
// recovery codes. She signs out, comes back with her password and a recovery code, makes a passkey,
// and comes back with that alone.
import assert from 'node:assert/strict'
import { errand, hears, told } from '../harness/errand.mjs'
import { submit, tabTo, write } from '../harness/keyboard.mjs'
import { look, oneTimeCode } from '../harness/people.mjs'

/** A security key of the browser's own, as a phone has one. */
async function plugInKey(page) {
  const tools = await page.context().newCDPSession(page)
  await tools.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true }
  await tools.send('WebAuthn.addVirtualAuthenticator', { options: { ...options, automaticPresenceSimulation: true } })
}

const to = (path) => (it) => it.action.endsWith(path)
const email = 'anne@favneby.example'
const password = 'lampe havre sky forår'

await errand(async (somebody) => {
  const anne = await somebody()
  await plugInKey(anne)
  const invitation = new URL(process.env.FAVN_INVITATION)
  await anne.goto(`${told.address}${invitation.pathname}`)
  await look(anne, 'invitation')
  const secret = await anne.evaluate(() => document.querySelector('.code-words').innerText)

  // A password that is too short, once: the page says so and keeps her name.
  await write(anne, 'name', 'Anne Holm')
  await write(anne, 'password', 'kort')
  await write(anne, 'code', oneTimeCode(secret))
  await submit(anne, to(invitation.pathname), 'come in')
  await look(anne, 'invitation-again')
  assert.equal(await anne.inputValue('[name=name]'), 'Anne Holm', 'what she wrote is kept')
  const again = await anne.evaluate(() => document.querySelector('.code-words').innerText)
  await write(anne, 'password', password)
  await write(anne, 'code', oneTimeCode(again))
  await submit(anne, to(invitation.pathname), 'come in')
  const recovery = await anne.evaluate(() => [...document.querySelectorAll('code')].map((it) => it.innerText.trim()))
  assert.ok(recovery.length >= 5, 'recovery codes are shown')
  await look(anne, 'recovery-codes')

  const account = `${told.address}/${told.lang}/account`
  const signOut = async () => {
    await anne.goto(account)
    await submit(anne, to('/sign-out'), 'sign out')
    const gone = await anne.goto(account)
    assert.ok(!gone.ok() || !anne.url().endsWith('/account'), 'signed out is out')
  }
  const signIn = async (code) => {
    await anne.goto(`${told.address}/${told.lang}/sign-in`)
    await write(anne, 'email', email)
    await write(anne, 'password', password)
    await submit(anne, to('/sign-in'), 'sign in')
    await look(anne, 'one-time-code')
    await write(anne, 'code', code)
    await submit(anne, to('/sign-in/code'), 'sign in with the code')
  }
  await signOut()
  await signIn(recovery[0])
  await anne.goto(account)
  await hears(anne, 'Anne Holm')
  await look(anne, 'account')
  console.log('came in with a recovery code')

  await signOut()
  await signIn(recovery[0])
  assert.match(anne.url(), /\/sign-in\/code$/, 'a recovery code opens once')
  await write(anne, 'code', recovery[1])
  await submit(anne, to('/sign-in/code'), 'sign in with the next code')

  await anne.goto(account)
  await anne.waitForSelector('form[data-passkey=create]:not([hidden])')
  await tabTo(anne, (it) => it.tag === 'button' && to('/account/passkeys')(it), 'make a passkey')
  const made = anne.waitForEvent('load')
  await anne.keyboard.press('Enter')
  await made
  await look(anne, 'account-passkey')
  await signOut()
  await anne.goto(`${told.address}/${told.lang}/sign-in`)
  await anne.waitForSelector('form[data-passkey=get]:not([hidden])')
  await tabTo(anne, (it) => it.tag === 'button' && to('/sign-in/passkey')(it), 'sign in with the passkey')
  const back = anne.waitForEvent('load')
  await anne.keyboard.press('Enter')
  await back
  await anne.goto(account)
  await hears(anne, 'Anne Holm')
  console.log('came in with a passkey')
  assert.deepEqual(anne.foreign, [])
})
