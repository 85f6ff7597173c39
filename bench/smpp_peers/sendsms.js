// Gives Kannel messages to send, as fast as it takes them: sendsms.js PORT MESSAGES CONNECTIONS FIRST. Prints how many it refused.
'use strict';
const net = require('net');
const [port, messages, connections, first] = process.argv.slice(2).map(Number);
const text = encodeURIComponent('Laporan No. 481 207 364 diterima. Petugas menghubungi Bapak/Ibu paling lambat Jumat 27 Nov pukul 14.00. Cek: balas CEK 481207364. Gratis.');
let given = 0, taken = 0, refused = 0;

function connect() {
  let heard = '';
  const socket = net.connect(port, '127.0.0.1');
  const give = () => {
    if (given >= messages) return;
    const to = '%2B62812' + String(first + given++).padStart(8, '0');
    socket.write(`GET /cgi-bin/sendsms?username=bench&password=bench&from=2345&to=${to}&text=${text} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
  };
  socket.setNoDelay(true);
  socket.on('connect', give);
  socket.on('data', (bytes) => {
    heard += bytes.toString('latin1');
    for (;;) {
      const end = heard.indexOf('\r\n\r\n');
      const length = end < 0 ? null : /content-length: *(\d+)/i.exec(heard.slice(0, end));
      if (!length || heard.length < end + 4 + Number(length[1])) return;
      if (!heard.startsWith('HTTP/1.1 202')) ++refused;
      heard = heard.slice(end + 4 + Number(length[1]));
      if (++taken === messages) {
        process.stdout.write(refused + '\n');
        process.exit(0);
      }
      give();
    }
  });
  socket.on('error', (error) => { process.stderr.write(error + '\n'); process.exit(1); });
}
for (let i = 0; i < Math.min(connections, messages); ++i) connect();
