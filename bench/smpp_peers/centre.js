// The message centre of bench/smpp, on npm smpp: it takes what a service sends and counts it, and plays citizens who dial by
// USSD. Commands come as JSON lines on standard input, figures go as JSON lines to standard output. Services are told apart by
// the system_id that they bind with.
'use strict';
const readline = require('readline');
const smpp = require('smpp');

const tell = (event) => process.stdout.write(JSON.stringify(event) + '\n');
const microseconds = () => Number(process.hrtime.bigint() / 1000n);

const services = new Map();  // system_id -> its session, what it sent, and the citizens that wait for it
let next = 1;

function textOf(pdu) {
  const carried = pdu.message_payload || pdu.short_message;
  return carried && carried.message !== undefined ? carried.message.toString() : String(carried || '');
}

const server = smpp.createServer((session) => {
  let service = null;
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    service = {session, submits: 0, first: 0, last: 0, walk: null};
    services.set(pdu.system_id, service);
    session.socket.setNoDelay(true);
    session.send(pdu.response({system_id: 'LAB'}));
    tell({event: 'bind', who: pdu.system_id});
  });
  session.on('submit_sm', (pdu) => {
    session.send(pdu.response({message_id: (next++).toString(16)}));
    service.last = microseconds();
    if (service.submits++ === 0) service.first = service.last;
    if (service.walk) service.walk.heard(pdu);
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => session.send(pdu.response()));
});
server.listen(0, '127.0.0.1', () => tell({event: 'listening', port: server.address().port}));

// So many citizens at once, each with one hop under way; who is through makes room for the next. When time is up it ends as it
// stands: then some wait in vain.
class Walk {
  constructor(service, order) {
    Object.assign(this, {service, ways: order.ways, strict: order.strict, begun: 0, ended: 0, dialogues: order.dialogues, first: order.first});
    this.open = new Map();  // by phone
    this.again = [];  // refused, to be said again
    this.wrong = this.refused = 0;
    this.times = [];
    this.began = this.heard_last = microseconds();
    this.limit = setTimeout(() => this.end(), order.within * 1000);
    for (let i = 0; i < Math.min(order.at_once, order.dialogues); ++i) this.dial();
  }

  dial() {
    const number = this.first + this.begun++;
    const phone = '62812' + String(number).padStart(8, '0');
    const citizen = {phone, number, way: this.ways[number % this.ways.length], hop: 0, info: Buffer.from([number & 0xff, 0x10])};
    this.open.set(phone, citizen);
    this.say(citizen);
  }

  say(citizen) {
    citizen.said = microseconds();
    this.service.session.deliver_sm({
      source_addr: citizen.phone, source_addr_ton: 1, source_addr_npi: 1, destination_addr: '2345', service_type: 'USSD',
      short_message: citizen.way[citizen.hop].typed.replace('{caller}', citizen.number), ussd_service_op: citizen.hop === 0 ? 1 : 18,
      its_session_info: citizen.info,
    }, (answer) => {
      if (answer.command_status === 0) return;
      ++this.refused;  // too much at once, as a rule: a centre sends it again, here when another one's screen has come
      this.again.push(citizen);
      if (this.again.length === this.open.size) setImmediate(() => this.say_again());
    });
  }

  say_again() {
    const citizen = this.again.shift();
    if (citizen) this.say(citizen);
  }

  // Strict: this must be the screen of this citizen's hop, still asking. Else any answer to the phone will do.
  heard(pdu) {
    const citizen = this.open.get(pdu.destination_addr.replace(/^\+/, ''));
    if (!citizen) return void ++this.wrong;
    this.heard_last = microseconds();
    this.say_again();
    this.times.push(this.heard_last - citizen.said);
    const text = textOf(pdu);
    const expected = citizen.way[citizen.hop].shown;
    const right = !this.strict || (pdu.ussd_service_op === 2 && expected.every((words) => text.includes(words.replace('{caller}', citizen.number))));
    if (!right) ++this.wrong;
    if (++citizen.hop < citizen.way.length) return this.say(citizen);
    this.open.delete(citizen.phone);
    if (++this.ended === this.dialogues) return this.end();
    if (this.begun < this.dialogues) this.dial();
  }

  end() {
    clearTimeout(this.limit);
    this.service.walk = null;
    this.times.sort((a, b) => a - b);
    const at = (share) => this.times[Math.min(this.times.length - 1, Math.floor(share * this.times.length))];
    tell({event: 'walked', turns: this.times.length, wrong: this.wrong, refused: this.refused, unanswered: this.open.size, seconds: (this.heard_last - this.began) / 1e6, p50_us: at(0.5) || 0, p99_us: at(0.99) || 0});
  }
}

const commands = {
  count(order) { Object.assign(services.get(order.who), {submits: 0, first: 0, last: 0}); },
  counted(order) {
    const service = services.get(order.who);
    tell({event: 'counted', submits: service.submits, seconds: (service.last - service.first) / 1e6});
  },
  walk(order) {
    const service = services.get(order.who);
    service.walk = new Walk(service, order);
  },
};
readline.createInterface({input: process.stdin}).on('line', (line) => {
  const order = JSON.parse(line);
  commands[order.do](order);
}).on('close', () => process.exit(0));
