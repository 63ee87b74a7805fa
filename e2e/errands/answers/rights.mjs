// What the guide to rights answers: a question, a wrong answer, children, the result, what if.
import { go, post } from '../../harness/answers.mjs'

/** A family that has told everything. */
export const told = JSON.stringify({
  situation: 'alone',
  family: {
    homes: [{
      couple: false, lejer: true, husleje: '7500', areal: '75', kommune: '630',
      adults: [{ loen: '28000', brug_for_kontanthjaelp: false }],
      children: [
        { born: '2021-05-03', deling: 'alene', bidrag_status: 'intet_aftalt', plads: 'boernehave' },
        { born: '2024-02-10', deling: 'alene', bidrag_status: 'intet_aftalt', plads: 'ingen' },
      ],
    }],
  },
  asked: ['home.couple', 'children', 'adult.loen', 'child.deling'],
})
const begun = JSON.stringify({ situation: 'alone', family: { homes: [{ adults: [{}] }] } })
const counted = JSON.stringify({ situation: 'alone', family: { homes: [{ couple: false, adults: [{}] }] }, asked: ['home.couple'] })

export async function rights({ look }, somebody) {
  const page = await somebody({ forwarded: '203.0.113.9' })
  await go(page, '/rights')
  const step = (fields) => post(page, '/rights', fields)
  await look(page, 'POST /rights: first question', await step({ state: begun }), 200)
  await look(page, 'POST /rights: no answer', await step({ state: begun, about: 'home.couple', rows: '0', act: 'on' }), 422)
  await look(page, 'POST /rights: children', await step({ state: counted }), 200)
  await look(page, 'POST /rights: more children', await step({ state: counted, about: 'children', act: 'more' }), 200)
  const born = (v0_year) => ({ state: counted, about: 'children', act: 'on', v0_day: '31', v0_month: '2', v0_year })
  await look(page, 'POST /rights: no such day', await step(born('2021')), 422)
  await look(page, 'POST /rights: no number', await step({ state: told, about: 'adult.loen', rows: '0', act: 'on', v0: 'tusind' }), 422)
  await look(page, 'POST /rights: result', await step({ state: told, act: 'result' }), 200)
  await page.evaluate(() => { for (const part of document.querySelectorAll('details')) part.open = true })
  await look(page, 'POST /rights: result, all of it', { status: () => 200 }, 200)
  await look(page, 'POST /rights: nobody’s', await step({ state: '{}' }), 200)
  await look(page, 'POST /rights/letter: a letter', await post(page, '/rights/letter', { state: told, rule: 'home.ordinaert_boernetilskud' }), 200)
  await look(page, 'POST /rights/what-if: now', await post(page, '/rights/what-if', { state: told }), 200)
  await look(page, 'POST /rights/what-if: no amount', await post(page, '/rights/what-if', { state: told, act: 'show', what_pay: 'tusind' }), 422)
  const changed = { state: told, act: 'show', what_pay: '46000', what_child: 'child' }
  await look(page, 'POST /rights/what-if: changed', await post(page, '/rights/what-if', changed), 200)
}
