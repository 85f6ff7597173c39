// The providers' own libraries, for the system tests: what they sign, check, build and send. Requests come as JSON lines on
// standard input, {"do": ..., ...}; each is answered by a line, {"is": ...} or {"error": ...}.
'use strict';
const readline = require('readline');
const {Readable} = require('stream');
const {pathToFileURL} = require('url');

const africastalking = require('africastalking');
const africastalkingUrls = require('africastalking/lib/common');
const twilio = require('twilio');
const {AlgorithmTypes, Auth} = require('@vonage/auth');
const {SMS: VonageSms} = require('@vonage/sms');
const {Webhook} = require('standardwebhooks');

// Modules of another kind than this one; they are loaded by their file, since NODE_PATH is not for them.
const whatsapp = (part) => import(pathToFileURL(require.resolve(`whatsapp-api-js${part}`)).href);

// The provider's address, replaced by that of the test; what stands behind it is the library's own.
const elsewhere = (url, api) => url.replace(/^https:\/\/[^/]+/, api);

class TwilioElsewhere extends twilio.RequestClient {
  constructor(api) {
    super({keepAlive: false});
    this.api = api;
  }

  request(options) {
    return super.request({...options, uri: elsewhere(options.uri, this.api)});
  }
}

async function whatsappApi(settings, api) {
  const [{WhatsAppAPI}, {Node18}] = await Promise.all([whatsapp('/middleware/node-http'), whatsapp('/setup/node')]);
  const ponyfill = api ? {fetch: (url, what) => fetch(elsewhere(url, api), what)} : {};
  return new WhatsAppAPI(Node18({v: 'v25.0', token: 'none', appSecret: 'none', ...settings, ponyfill}));
}

async function whatsappMessage(content) {
  const messages = await whatsapp('/messages');
  if (!content.buttons && !content.rows) return new messages.Text(content.text);
  const action = content.buttons
    ? new messages.ActionButtons(...content.buttons.map((one) => new messages.Button(one.id, one.label)))
    : new messages.ActionList(content.opener, new messages.ListSection(undefined, ...content.rows.map((one) => new messages.Row(one.id, one.label, one.description))));
  return new messages.Interactive(action, new messages.Body(content.text));
}

// A request as the middlewares of Node's http module take it.
function incoming(body, headers) {
  return Object.assign(Readable.from([Buffer.from(body)]), {method: 'POST', url: '/', headers: {'content-length': String(Buffer.byteLength(body)), ...headers}});
}

const vonageAlgorithms = {
  md5hash: AlgorithmTypes.md5hash, md5: AlgorithmTypes.md5hmac, sha1: AlgorithmTypes.sha1hmac, sha256: AlgorithmTypes.sha256hmac, sha512: AlgorithmTypes.sha512hmac,
};

const verbs = {
  twilio_sign: ({token, url, fields}) => twilio.getExpectedTwilioSignature(token, url, fields),
  twilio_body_hash: ({body}) => require('twilio/lib/webhooks/webhooks').getExpectedBodyHash(body),
  twilio_holds: ({token, signature, url, fields}) => twilio.validateRequest(token, signature, url, fields),
  webhook_verified: ({secret, headers, body}) => new Webhook(secret).verify(body, headers),
  twilio_send: async ({api, account, token, message}) => {
    const client = twilio(account, token, {httpClient: new TwilioElsewhere(api)});
    return (await client.messages.create(message)).sid;
  },

  whatsapp_takes: async ({secret, signature, body}) => {
    const api = await whatsappApi({appSecret: secret});
    let heard = null;
    api.on.message = ({from, message}) => { heard = {from, message}; };
    const status = await api.handle_post(incoming(body, {'x-hub-signature-256': signature}));
    return {status, heard};
  },
  whatsapp_challenge: async ({token, url}) => {
    const api = await whatsappApi({webhookVerifyToken: token});
    try {
      return {status: 200, body: api.handle_get({url, headers: {host: 'localhost'}})};
    } catch (status) {
      return {status, body: ''};
    }
  },
  whatsapp_send: async ({api, token, from, to, content, context, ref}) => {
    const answer = await (await whatsappApi({token}, api)).sendMessage(from, to, await whatsappMessage(content), context, ref);
    return answer.messages[0].id;
  },

  africastalking_send: async ({api, username, key, message}) => {
    const account = africastalking({username, apiKey: key});
    africastalkingUrls.SMS_URL = elsewhere(africastalkingUrls.SMS_URL, api);
    return (await account.SMS.send(message)).SMSMessageData.Recipients[0].messageId;
  },
  // What a service built on the library would read in a hop and show for it.
  africastalking_screen: ({body, text, last}) => new Promise((resolve, reject) => {
    const {USSD} = africastalking({username: 'none', apiKey: 'none'});
    const shown = {};
    let read = null;
    const request = incoming(body, {'content-type': 'application/x-www-form-urlencoded'});
    const response = {
      contentType: (type) => { shown.type = type; },
      status: (status) => { shown.status = status; return response; },
      send: (sent) => resolve({read, shown: {...shown, body: sent}}),
    };
    const steps = USSD((params, show) => { read = params; show({response: text, endSession: last}); });
    const next = (error) => (error ? reject(error) : steps.shift()(request, response, next));
    next();
  }),

  vonage_holds: ({secret, method, fields}) => new VonageSms(new Auth({})).verifySignature(fields.sig, fields, secret, vonageAlgorithms[method]),
  vonage_send: async ({api, key, secret, message}) => {
    const sms = new VonageSms(new Auth({apiKey: key, apiSecret: secret}), {restHost: api, timeout: 20000});
    return (await sms.send(message)).messages[0].messageId;
  },
};

async function answer(line) {
  try {
    const {do: verb, ...request} = JSON.parse(line);
    return {is: (await verbs[verb](request)) ?? null};
  } catch (error) {
    return {error: error && error.stack ? error.stack : JSON.stringify(error)};
  }
}

// One after the other, so that answers stand in the order of the requests.
let last = Promise.resolve();
readline.createInterface({input: process.stdin}).on('line', (line) => {
  last = last.then(async () => process.stdout.write(`${JSON.stringify(await answer(line))}\n`));
});
