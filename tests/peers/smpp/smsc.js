// A message centre on npm smpp, for the system tests. Commands come as JSON lines on standard input, what happens goes as
// JSON lines to standard output. Arguments: the port, or 0 for any; how to behave from the beginning, as JSON; and for TLS the
// files of key and certificate.
'use strict';
const fs = require('fs');
const readline = require('readline');
const smpp = require('smpp');

const [port, how, key, certificate] = process.argv.slice(2);
const sessions = [];
// What the centre does with messages; {"do":"behave", ...} changes it.
const behaviour = {throttle: 0, dlr: 'after', answer: true, die: false, split: false, base: 16, refuse: 0, ...JSON.parse(how)};
let next = 0x3fe;

const tell = (event) => process.stdout.write(JSON.stringify({...event, at: Date.now()}) + '\n');

function textOf(pdu) {
  const carried = pdu.message_payload || pdu.short_message;
  return carried && carried.message !== undefined ? carried.message.toString() : String(carried || '');
}

// A receipt names the id in decimal where answers are in hex and the base says so.
function receipt(session, pdu, id, stat, taken) {
  const named = behaviour.base === 10 ? String(parseInt(id, 16)).padStart(10, '0') : id;
  session.deliver_sm({
    esm_class: behaviour.plainReceipts ? 0 : 4, source_addr: pdu.destination_addr, source_addr_ton: 1, source_addr_npi: 1, destination_addr: pdu.source_addr,
    short_message: `id:${named} sub:001 dlvrd:001 submit date:2611222251 done date:2611222251 stat:${stat} err:000 text:`,
  }, taken);
}

function submitted(session, pdu) {
  const udh = pdu.short_message && pdu.short_message.udh;
  const refused = behaviour.throttle > 0;
  const id = refused ? null : (next++).toString(16).toUpperCase();
  tell({
    event: 'submit', id, from: pdu.source_addr, to: pdu.destination_addr, text: textOf(pdu), coding: pdu.data_coding, registered: pdu.registered_delivery,
    op: pdu.ussd_service_op, info: pdu.its_session_info ? pdu.its_session_info.toString('hex') : null, service: pdu.service_type,
    parts: udh && udh.length ? udh.map((one) => one.toString('hex')) : null, sar: pdu.sar_total_segments,
  });
  if (behaviour.die) process.exit(0);
  if (refused) {
    behaviour.throttle -= 1;
    session.send(pdu.response({command_status: smpp.ESME_RTHROTTLED}));
    return;
  }
  const wanted = (pdu.registered_delivery & 1) === 1 && behaviour.dlr !== 'none';
  const receiver = sessions.findLast((one) => one.receives) || session;
  if (!behaviour.answer) return;
  const answer = () => {
    session.send(pdu.response({message_id: id}));
    if (wanted && behaviour.dlr === 'after') receipt(receiver, pdu, id, 'DELIVRD');
  };
  // Before: the message is answered only when its receipt has been taken.
  if (wanted && behaviour.dlr === 'before') receipt(receiver, pdu, id, 'DELIVRD', answer);
  else answer();
}

// Every byte in a packet of its own, as far as the kernel plays along.
function splitting(socket) {
  const write = socket.write.bind(socket);
  const waiting = [];
  let under_way = false;
  const step = () => {
    const byte = waiting.shift();
    under_way = byte !== undefined;
    if (under_way) write(byte, () => setImmediate(step));
  };
  socket.setNoDelay(true);
  socket.write = (octets, ...rest) => {
    if (!behaviour.split) return write(octets, ...rest);
    for (let i = 0; i < octets.length; ++i) waiting.push(octets.subarray(i, i + 1));
    if (!under_way) step();
    const done = rest.find((one) => typeof one === 'function');
    if (done) done();
    return true;
  };
}

const options = key ? {key: fs.readFileSync(key), cert: fs.readFileSync(certificate)} : {};
const server = smpp.createServer(options, (session) => {
  splitting(session.socket);
  session.on('error', () => {});
  session.on('close', () => {
    const at = sessions.indexOf(session);
    if (at >= 0) sessions.splice(at, 1);
    tell({event: 'closed'});
  });
  for (const kind of ['bind_transceiver', 'bind_transmitter', 'bind_receiver'])
    session.on(kind, (pdu) => {
      tell({event: 'bind', kind, system_id: pdu.system_id, right: pdu.password === 'rahasia'});
      if (behaviour.refuse) return session.send(pdu.response({command_status: behaviour.refuse}));
      session.receives = kind !== 'bind_transmitter';
      sessions.push(session);
      session.send(pdu.response({system_id: 'LAB'}));
    });
  session.on('submit_sm', (pdu) => submitted(session, pdu));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => { tell({event: 'unbind'}); session.send(pdu.response()); });
});
server.listen(Number(port), '127.0.0.1', () => tell({event: 'listening', port: server.address().port}));

const commands = {
  behave(command) { Object.assign(behaviour, command.as); },
  deliver(command) {
    const session = sessions.findLast((one) => one.receives);
    if (!session) return tell({event: 'nobody_bound'});
    const pdu = {...command.pdu};
    if (pdu.its_session_info) pdu.its_session_info = Buffer.from(pdu.its_session_info, 'hex');
    if (pdu.part) pdu.short_message = {udh: Buffer.from(pdu.part, 'hex'), message: pdu.short_message};
    delete pdu.part;
    session.socket.cork();
    for (let time = 0; time < (command.times || 1); ++time)
      session.deliver_sm({...pdu}, (answer) => tell({event: 'delivered', name: command.name, status: answer.command_status}));
    session.socket.uncork();
  },
  // Connections die as a cable does that is pulled: nothing that is under way arrives. Those that we receive by, or the others.
  drop(command) {
    for (const session of [...sessions])
      if (session.receives === command.receives) session.socket.destroy();
  },
};
readline.createInterface({input: process.stdin}).on('line', (line) => {
  const command = JSON.parse(line);
  commands[command.do](command);
}).on('close', () => process.exit(0));
