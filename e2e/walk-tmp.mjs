import { openBrowser, person } from './harness/browser.mjs'
const address = 'http://127.0.0.1:18431'
const out = '/tmp/demo/'
const b = await openBrowser()
for (const [lang, width, script] of [['da','phone',true],['ar','desk',true],['da','phone',false]]) {
  const t = `${lang}-${width}-${script?'js':'nojs'}`
  const fam = await person(b, {address, lang, width, script, neutral: 'https://www.dmi.dk'})
  const shot = (p, n) => p.screenshot({path: `${out}${n}-${t}.png`})
  await fam.goto(`${address}/${lang}/`); await shot(fam,'1front'); 
  await fam.screenshot({path: `${out}1frontfull-${t}.png`, fullPage: true})
  await fam.fill('textarea[name=text]', 'jeg har det svært')
  await fam.click('form button[type=submit]')
  await fam.waitForURL(/conversation$/); await fam.waitForTimeout(1500); await shot(fam,'2waiting')
  const c = await person(b, {address, lang: 'da', width: width==='phone' && lang==='da' && script ? 'desk':width, script})
  await c.goto(`${address}/da/demo`)
  await c.locator('button', {hasText: 'Sara'}).first().click(); await c.waitForTimeout(800)
  await c.goto(`${address}/da/desk`); await c.waitForTimeout(1000); await shot(c,'3desk')
  const r = c.locator('button[value=yes]'); if (await r.count()) { await r.first().click(); await c.waitForTimeout(800) }
  await fam.waitForTimeout(500); 
  await c.locator('form[action$="/take"] button').first().click(); await c.waitForTimeout(1500); await shot(c,'4talk')
  await c.fill('textarea[name=text]', 'Godt, at du skriver. Hvor bor du?')
  await c.locator('form[action$="/messages"] button').click(); await c.waitForTimeout(1500)
  await fam.waitForTimeout(script?500:11000); await shot(fam,'5answered')
  await fam.fill('textarea[name=text]', 'Jeg bor i 7100 Vejle\nog er alene med to små')
  await fam.locator('form[action$="/messages"] button').click(); await fam.waitForTimeout(1500)
  if (width==='phone' && !(lang==='da'&&script)) { await c.goto(c.url().split('?')[0]+'?find=1#offers'); await c.waitForTimeout(500); await shot(c,'5bfind') }
  await c.fill('input[name=near]', '7100'); await c.fill('input[name=need]','mødregruppe')
  await c.locator('form[role=search] button').click(); await c.waitForTimeout(1500); await shot(c,'6offers')
  await c.locator('form[action$="/offers"] button').first().click(); await c.waitForTimeout(2000); await shot(c,'7shared')
  await fam.waitForTimeout(script?500:11000); await shot(fam,'8shared')
  await fam.goto(`${address}/${lang}/conversation/code`); await shot(fam,'9code')
  await fam.locator('form[action$="/conversation/code"] button').click(); await fam.waitForTimeout(500); await shot(fam,'10shown')
  await fam.goto(`${address}/${lang}/conversation/end`); await shot(fam,'11end')
  await c.goto(`${address}/da/desk/team`); await shot(c,'12team')
  console.log(t, fam.problems, c.problems, fam.foreign)
}
await b.close(); process.exit(0)
