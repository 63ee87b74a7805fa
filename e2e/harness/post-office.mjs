// A mail server of the test's own: smtp-server on loopback. It says a line of JSON for everything
// that happens, and does what the lines on its input say: `take`, `defer`, `refuse`, or `hold`,
// which swallows a letter and never answers.
import { createInterface } from 'node:readline'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

const { port = 0, key, cert, user, password, mode: first = 'take' } = JSON.parse(process.env.POST_OFFICE ?? '{}')
const say = (event, about = {}) => console.log(JSON.stringify({ event, ...about }))
const answers = { defer: [451, 'come back later'], refuse: [550, 'nobody here by that name'] }
let mode = first

const server = new SMTPServer({
  key,
  cert,
  hideSTARTTLS: !key,
  authOptional: !user,
  disabledCommands: user ? [] : ['AUTH'],
  disableReverseLookup: true,
  logger: false,
  onAuth(auth, session, done) {
    const right = auth.username === user && auth.password === password
    say('auth', { right, secure: session.secure })
    done(right ? null : Object.assign(new Error('wrong password'), { responseCode: 535 }), { user })
  },
  onRcptTo(address, session, done) {
    const [responseCode, text] = answers[mode] ?? []
    if (!responseCode) return done()
    say('turned away', { responseCode })
    done(Object.assign(new Error(text), { responseCode }))
  },
  async onData(stream, session, done) {
    const pieces = []
    for await (const piece of stream) pieces.push(piece)
    const raw = Buffer.concat(pieces).toString('latin1')
    const letter = await PostalMime.parse(Buffer.concat(pieces))
    say('letter', {
      raw,
      secure: session.secure,
      envelope: { from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map((to) => to.address) },
      headers: Object.fromEntries(letter.headers.map(({ key, value }) => [key, value])),
      from: letter.from,
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      html: letter.html ?? null,
      attachments: letter.attachments.length,
    })
    if (mode !== 'hold') done()
  },
})
// A sender that refuses our certificate hangs up; that is what some tests want.
server.on('error', (error) => say('error', { error: String(error) }))
server.listen(port, '127.0.0.1', () => say('open', { port: server.server.address().port }))
createInterface({ input: process.stdin }).on('line', (line) => {
  mode = line
  say('mode', { mode })
})
