// The peer: the same errand as its user would write it from the two libraries' own
// documents. A message is stored durably (WAL, synchronous=FULL, one transaction each),
// then emitted to the other side's room, then acknowledged.
//
//   node server.mjs DATABASE PORT [grouped]
//
// `grouped` is kinder than the documents: messages of one turn of the event loop share a commit.
import { createServer } from "node:http";
import Database from "better-sqlite3";
import { Server } from "socket.io";

const [, , path, port, grouped] = process.argv;

const db = new Database(path);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`
create table if not exists message (
  conversation integer not null,
  sequence integer not null,
  side integer not null,
  body blob not null,
  once text not null,
  sent_at integer not null,
  primary key (conversation, sequence),
  unique (conversation, once)
) without rowid`);

const store = db.prepare(`
insert into message (conversation, sequence, side, body, once, sent_at)
values (?, (select coalesce(max(sequence), 0) + 1 from message where conversation = ?), ?, ?, ?, ?)
returning sequence`);

// As large as what Favn stores: a sealed text is the nonce and the tag longer.
const seal = (text) => Buffer.concat([Buffer.alloc(40), Buffer.from(text)]);
const keep = (conversation, side, { text, once }) =>
  store.get(conversation, conversation, side, seal(text), once, Date.now()).sequence;

const http = createServer((_, answer) => answer.end("ready"));
const io = new Server(http, { perMessageDeflate: false });

let waiting = [];
const commit = db.transaction((batch) => batch.map((each) => keep(each.conversation, each.side, each.message)));
function flush() {
  const batch = waiting;
  waiting = [];
  commit(batch).forEach((sequence, at) => batch[at].done(sequence));
}

io.on("connection", (socket) => {
  const conversation = Number(socket.handshake.auth.conversation);
  const side = Number(socket.handshake.auth.side);
  socket.join(`${conversation}:${side}`);
  socket.on("message", (message, acknowledge) => {
    const done = (sequence) => {
      io.to(`${conversation}:${1 - side}`).emit("message", { sequence, side, text: message.text, sent_at: Date.now() });
      acknowledge({ sequence });
    };
    if (grouped) {
      if (waiting.push({ conversation, side, message, done }) === 1) setImmediate(flush);
    } else {
      done(keep(conversation, side, message));
    }
  });
});

http.listen(Number(port), "127.0.0.1");
