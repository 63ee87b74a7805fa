// What a family and a counsellor do, by keyboard, on the pages as they are.
import { createHmac } from 'node:crypto'
import { expectAccessible } from './access.mjs'
import { picture } from './browser.mjs'
import { arrives, hears, until } from './errand.mjs'
import { enter, follow, press, tabTo, write } from './keyboard.mjs'

/** What is said in each language. The first is what the whole project began with. */
export const says = {
  da: { hard: 'jeg har det svært', answer: 'Godt, at du skriver. Hvor bor du?', place: 'Jeg bor i 7100 Vejle', thanks: 'Tusind tak' },
  ar: { hard: 'أنا أمرّ بوقت صعب', answer: 'جيد أنك كتبت. أين تسكنين؟', place: 'أسكن في 7100 Vejle', thanks: 'شكرًا جزيلاً' },
}

/** Reads the page as a person would before acting: a picture, and axe where it can run. */
export async function look(page, name) {
  await picture(page, name)
  if (page.script) await expectAccessible(page)
}

/** The form of a message: the one that carries `text`. */
const message = (it) => 'text' in it.fields

/** A family opens the front door and sends a first message. Ends in the conversation. */
export async function begin(page, words) {
  await page.goto(`${page.address}/${page.lang}/`)
  await look(page, 'front')
  await write(page, 'text', words)
  await press(page, message, 'send the first message')
  await arrives(page, /\/conversation$/)
  await hears(page, words)
}

/** Says something more in the conversation that the page shows. */
export async function say(page, words) {
  await write(page, 'text', words)
  await press(page, message, 'send')
  await hears(page, words)
}

/** Who works at the demo's organisation. */
const staff = { counsellor: 'Sara Lind', other_counsellor: 'Yusuf Holm', team_lead: 'Karen Bæk', policy_officer: 'Signe Toft', administrator: 'Mads Krogh', data_protection_officer: 'Ida Friis' }

/** The demo's one-click sign-in. Ends where this role begins its day. */
export async function signIn(page, role = 'counsellor') {
  await page.goto(`${page.address}/${page.lang}/demo`)
  await press(page, (it) => it.action.endsWith('/demo') && it.name.includes(staff[role]), `sign in as ${staff[role]}`)
  await page.waitForURL((url) => !url.pathname.endsWith('/demo'))
}

/** The counsellor takes the first conversation in the queue. Ends in it. */
export async function take(page) {
  await page.goto(`${page.address}/${page.lang}/desk`)
  await until(page, 'somebody in the queue', 20, () => document.querySelector('form[action$="/take"], button[formaction$="/take"]') !== null)
  await look(page, 'desk')
  await press(page, (it) => it.action.endsWith('/take'), 'take the conversation')
  await arrives(page, /\/desk\/conversations\/[^/]+$/)
}

/** The counsellor finds an offer by words and postcode and shares the first one. Returns its name. */
export async function share(page, { need, near }) {
  // Without script it stands in a frame of its own, so that what she is writing stays.
  const frame = page.frames().find((one) => /\/offers([?]|$)/.test(one.url()))
  // On a phone the directory is not beside the conversation but behind a link.
  if (!frame && !(await page.isVisible('[name=near]'))) {
    await follow(page, /[?]find=/)
    await page.waitForSelector('[name=near]')
  }
  await write(page, 'near', near)
  await write(page, 'need', need)
  await press(page, (it) => 'near' in it.fields, 'search for offers')
  const shareable = 'form[action$="/offers"][method=post]'
  if (frame) await frame.waitForSelector(shareable)
  else await until(page, 'offers to share', 20, (found) => document.querySelector(found) !== null, shareable)
  await look(page, 'offers')
  await tabTo(page, (it) => it.tag === 'button' && it.action.endsWith('/offers') && 'offer' in it.fields, 'share an offer')
  const name = await (frame ?? page).evaluate(() => {
    const card = document.activeElement.closest('li, article')
    return card.querySelector('.card-title').textContent.trim()
  })
  await enter(page)
  await until(page, `the card of ${name} among the messages`, 20, inMessages, name)
  return name
}

/** Whether a card with this title can be seen among the messages. */
export function inMessages(name) {
  return [...document.querySelectorAll('.message .card-title')].some((title) => title.textContent.trim() === name && title.getClientRects().length > 0)
}

/** RFC 6238: what her phone shows. */
export function oneTimeCode(secret) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/[\s=]/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[mac.length - 1] & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
