// The least that a program behind Kannel can be: it answers every message with the same text, and knows nothing of who asks.
'use strict';
const http = require('http');
const text = 'Dinsos Kota Depok\n1 Lapor\n2 Cek laporan\n3 Bantuan\n4 Info bansos\n5 Darurat 112\n9 Bahasa\nBalas angka pilihan Bapak/Ibu. Layanan ini gratis.';
const head = {'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(text)};
const server = http.createServer((request, reply) => {
  reply.writeHead(200, head);
  reply.end(text);
});
server.keepAliveTimeout = 600000;
server.listen(0, '127.0.0.1', () => process.stdout.write(server.address().port + '\n'));
process.stdin.on('end', () => process.exit(0)).resume();
