// The peer's load: both sides of N conversations as socket.io clients in a process of their own.
// Every conversation has one message under way: sent, acknowledged and seen by the other side,
// and then the other side answers. Prints one line of JSON.
//
//   node client.mjs PORT CONVERSATIONS WARM_SECONDS SECONDS TEXT_BYTES
import { randomUUID } from "node:crypto";
import { io } from "socket.io-client";

const [, , port, conversations, warm, seconds, bytes] = process.argv.map((each, at) => (at < 2 ? each : Number(each)));
const sockets = [];
const open = (conversation, side) =>
  new Promise((ready, failed) => {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ["websocket"],
      forceNew: true,
      auth: { conversation, side },
    });
    socket.on("connect", () => ready(socket));
    socket.on("connect_error", failed);
    sockets.push(socket);
  });

const pairs = await Promise.all(
  Array.from({ length: conversations }, async (_, at) => [await open(at, 0), await open(at, 1)]),
);

let delivered = 0;
let running = true;
async function talk(pair) {
  const text = "x".repeat(bytes);
  for (let turn = 0; running; turn++) {
    const [from, to] = [pair[turn % 2], pair[1 - (turn % 2)]];
    const seen = new Promise((done) => to.once("message", done));
    const stored = new Promise((done) => from.emit("message", { text, once: randomUUID() }, done));
    await Promise.all([seen, stored]);
    delivered++;
  }
}
const pause = (s) => new Promise((done) => setTimeout(done, s * 1000));

const talks = pairs.map(talk);
await pause(warm);
const [before, from, used] = [delivered, performance.now(), process.cpuUsage()];
await pause(seconds);
const [after, to, spent] = [delivered, performance.now(), process.cpuUsage(used)];
running = false;
await Promise.race([Promise.all(talks), pause(2)]);
const elapsed = (to - from) / 1000;
console.log(
  JSON.stringify({ per_s: (after - before) / elapsed, client_cpu: (spent.user + spent.system) / 1e6 / elapsed }),
);
process.exit(0);
