// A whole errand from a known address with a known browser. What is left of them afterwards is
// searched for by the test in Rust.
import { errand, hears } from '../harness/errand.mjs'
import { begin, say, says, signIn, take } from '../harness/people.mjs'

await errand(async (somebody) => {
  const words = says.da
  const trace = { agent: process.env.FAVN_AGENT, forwarded: process.env.FAVN_FORWARDED }
  const family = await somebody(trace)
  await begin(family, words.hard)
  const counsellor = await somebody()
  await signIn(counsellor)
  await take(counsellor)
  await say(counsellor, words.answer)
  await hears(family, words.answer)
  await say(family, words.place)
  // What goes wrong is logged, and must not carry her with it.
  await family.goto(`${family.address}/da/no-such-page?q=${encodeURIComponent(words.hard)}`)
  await family.goto(`${family.address}/da/find?near=7100&need=${encodeURIComponent('mødregruppe')}`)
  await family.goto(`${family.address}/da/conversation`)
  await hears(family, words.place)
  console.log('the errand is done')
})
