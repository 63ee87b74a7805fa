// axe over every answer to a post, light and dark, in one language: forms sent empty and wrong,
// codes, conversations that end, limits, failures. The test in Rust holds the list against the
// routes.
import assert from 'node:assert/strict'
import { errand } from '../harness/errand.mjs'
import { walk } from '../harness/answers.mjs'
import { family } from './answers/family.mjs'
import { rights } from './answers/rights.mjs'
import { refused } from './answers/refused.mjs'
import { staff } from './answers/staff.mjs'

await errand(async (somebody) => {
  const walking = walk()
  for (const part of [family, rights, staff, refused]) await part(walking, somebody)
  assert.deepEqual(walking.faults, [])
  for (const name of walking.seen) console.log(`looked at ${name}`)
  console.log('without a finding')
})
