#!/usr/bin/env node
// Load driver for a Bot Framework bot. Plays the channel: posts activities to the bot's messaging endpoint and
// hosts the serviceUrl (fake Bot Connector) that the bot posts its replies to. Closed loop (each virtual user waits
// for its turn to end) or open loop (--rate: sends on schedule; latency counted from the scheduled moment, so that a
// stall is not hidden). No dependencies. Everything on 127.0.0.1.
//
//   node load.mjs --url http://127.0.0.1:3978/api/messages --pid <bot pid> --users 16 --seconds 10
//     --mode connector|expect   replies by POST to serviceUrl (default) or inline (deliveryMode expectReplies)
//     --rate R                  open loop at R turns/s
//     --turns N                 stop after N turns instead of --seconds
//     --jwt                     sign every request as the Bot Connector would (RS256); hosts openid metadata + jwks
//     --script f.json           [{"text":"..."} | {"value":{..}} | full partial activity, ...] sent in turn, cycled, per user
//     --hold ms                 fake connector answers after ms (slow channel)
//     --fail429 p               fake connector answers 429 with probability p
//     --newconv                 new conversation per turn (state never reused)
//     --json                    print one JSON line only
import http from 'node:http';
import fs from 'node:fs';
import crypto from 'node:crypto';
import { performance } from 'node:perf_hooks';

const arg = (k, d) => { const i = process.argv.indexOf('--' + k); if (i < 0) return d; const v = process.argv[i + 1]; return v === undefined || v.startsWith('--') ? true : v; };
const URL_ = new URL(arg('url', 'http://127.0.0.1:3978/api/messages'));
const PID = arg('pid') ? Number(arg('pid')) : 0;
const USERS = Number(arg('users', 16)), SECONDS = Number(arg('seconds', 8)), WARM = Number(arg('warm', 2));
const TURNS = arg('turns') ? Number(arg('turns')) : Infinity;
const MODE = arg('mode', 'connector'), RATE = arg('rate') ? Number(arg('rate')) : 0;
const CPORT = Number(arg('cport', 9099)), JWT = !!arg('jwt'), HOLD = Number(arg('hold', 0)), P429 = Number(arg('fail429', 0));
const NEWCONV = !!arg('newconv'), JSONOUT = !!arg('json'), LABEL = arg('label', '');
const APPID = arg('appid', '11111111-2222-3333-4444-555555555555');
const TENANT = arg('tenant', 'tenant-school');
const SCRIPT = arg('script') ? JSON.parse(fs.readFileSync(arg('script'), 'utf8')) : [{ text: 'hello there' }];
const serviceUrl = `http://127.0.0.1:${CPORT}/`;

// ---- fake connector ----
let replies = 0, sent429 = 0; const firstReply = new Map(); // activityId -> t
// With --key one private key (PEM) serves several runs, because a bot reads the keys once.
const privateKey = arg('key') ? crypto.createPrivateKey(fs.readFileSync(arg('key'), 'utf8')) : crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const publicKey = crypto.createPublicKey(privateKey);
const jwk = publicKey.export({ format: 'jwk' });
const b64 = (o) => Buffer.from(JSON.stringify(o)).toString('base64url');
function token(claims = {}, head = {}) {
  const now = Math.floor(Date.now() / 1000);
  const s = b64({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...head }) + '.' + b64({ iss: 'https://api.botframework.com', aud: APPID, nbf: now - 60, exp: now + 3600, serviceurl: serviceUrl, ...claims });
  return s + '.' + crypto.sign('RSA-SHA256', Buffer.from(s), privateKey).toString('base64url');
}
const TOKEN = JWT ? token() : '';
const conn = http.createServer((req, res) => {
  if (req.method === 'GET') {
    res.setHeader('content-type', 'application/json');
    if (req.url === '/openid') return res.end(JSON.stringify({ issuer: 'https://api.botframework.com', jwks_uri: serviceUrl + 'keys', id_token_signing_alg_values_supported: ['RS256'] }));
    if (req.url === '/keys') return res.end(JSON.stringify({ keys: [{ kty: 'RSA', use: 'sig', kid: 'k1', n: jwk.n, e: jwk.e, endorsements: ['msteams'] }] }));
    return res.end('{}');
  }
  if (req.url.startsWith('/login')) { req.resume(); res.setHeader('content-type', 'application/json'); return res.end('{"access_token":"own","expires_in":3600}'); }
  // POST v3/conversations/{id}/activities[/{replyTo}]
  const m = /\/activities\/([^/?]+)/.exec(req.url);
  let n = 0; req.on('data', (d) => { n += d.length; });
  req.on('end', () => {
    const fin = () => {
      if (P429 && Math.random() < P429) { sent429++; res.writeHead(429, { 'retry-after': '1', 'content-type': 'application/json' }); return res.end('{"error":{"code":"TooManyRequests"}}'); }
      replies++; const id = m ? decodeURIComponent(m[1]) : 'conv:' + decodeURIComponent((/\/conversations\/([^/?]+)/.exec(req.url) || [])[1] || ''); if (!firstReply.has(id)) firstReply.set(id, performance.now());
      res.writeHead(200, { 'content-type': 'application/json' }); res.end('{"id":"r' + replies + '"}');
    };
    HOLD ? setTimeout(fin, HOLD) : fin();
  });
});
conn.keepAliveTimeout = 60000;
await new Promise((r) => conn.listen(CPORT, '127.0.0.1', r));

// ---- sender ----
const agent = new http.Agent({ keepAlive: true, maxSockets: Math.max(USERS, 256) });
const RUN = 'act' + process.pid + '-'; let seq = 0; // ids of another run were handled already
function activity(u, k) {
  const one = SCRIPT[k % SCRIPT.length];
  const s = one.text?.includes('{n}') ? { ...one, text: one.text.replace('{n}', seq) } : one; // never the same words twice
  const conv = NEWCONV ? `a:conv-${u}-${k}` : `a:conv-${u}`;
  return {
    type: 'message', id: RUN + (++seq), timestamp: new Date().toISOString(), channelId: 'msteams', serviceUrl,
    from: { id: '29:user-' + u, name: 'User ' + u, aadObjectId: '00000000-0000-0000-0000-' + String(u).padStart(12, '0') },
    recipient: { id: '28:bot', name: 'bot' }, locale: 'en-GB', textFormat: 'plain',
    conversation: { id: conv, conversationType: 'personal', tenantId: TENANT }, channelData: { tenant: { id: TENANT } },
    ...(MODE === 'expect' ? { deliveryMode: 'expectReplies' } : {}), ...s,
  };
}
function post(act) {
  return new Promise((resolve) => {
    const body = Buffer.from(JSON.stringify(act));
    const req = http.request({ agent, host: URL_.hostname, port: URL_.port, path: URL_.pathname, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length, ...(JWT ? { authorization: 'Bearer ' + TOKEN } : {}) } }, (res) => {
      let buf = MODE === 'expect' ? [] : null; res.on('data', (d) => buf && buf.push(d));
      res.on('end', () => { let inl = 0; if (buf && res.statusCode === 200) { try { inl = JSON.parse(Buffer.concat(buf)).activities.length; } catch { /* none */ } } resolve({ status: res.statusCode, inl }); });
    });
    req.on('error', (e) => resolve({ status: 0, err: e.code })); req.end(body);
  });
}
const procStat = () => { if (!PID) return null; try { const s = fs.readFileSync(`/proc/${PID}/stat`, 'utf8'); const f = s.slice(s.lastIndexOf(')') + 2).split(' '); return { cpu: (Number(f[11]) + Number(f[12])) * 10, rss: Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${PID}/status`, 'utf8'))[1]) / 1024, hwm: Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${PID}/status`, 'utf8'))[1]) / 1024 }; } catch { return null; } };

const lat = [], frl = []; let done = 0, errs = 0, noReply = 0, inline = 0; const codes = {};
let measuring = false, stop = false, measured = 0;
async function one(u, k, t0 = performance.now()) {
  const a = activity(u, k); const r = await post(a); const t1 = performance.now();
  const ck = 'conv:' + a.conversation.id; const fr = firstReply.get(a.id) ?? firstReply.get(ck); firstReply.delete(a.id); firstReply.delete(ck); inline += r.inl || 0;
  if (!measuring) return; done++; codes[r.status] = (codes[r.status] || 0) + 1;
  if (r.status < 200 || r.status > 299) { errs++; return; }
  lat.push(t1 - t0); if (MODE === 'connector') { if (fr) frl.push(fr - t0); else noReply++; } else if (!r.inl) noReply++;
  if (++measured >= TURNS) stop = true;
}
const users = [];
let st0, t0, r0, i0;
const begin = () => { measuring = true; st0 = procStat(); t0 = performance.now(); r0 = replies; i0 = inline; };
if (!RATE) {
  for (let u = 0; u < USERS; u++) users.push((async () => { for (let k = 0; !stop; k++) await one(u, k); })());
  await new Promise((r) => setTimeout(r, WARM * 1000)); begin();
  if (TURNS === Infinity) { await new Promise((r) => setTimeout(r, SECONDS * 1000)); stop = true; }
} else {
  const start = performance.now(); let k = 0; const pend = new Set();
  while (performance.now() - start < (WARM + SECONDS) * 1000) {
    if (!measuring && performance.now() - start > WARM * 1000) begin();
    const due = start + (k / RATE) * 1000; const now = performance.now();
    if (due > now) { await new Promise((r) => setTimeout(r, Math.min(5, due - now))); continue; }
    const p = one(k % USERS, Math.floor(k / USERS), due); pend.add(p); p.finally(() => pend.delete(p)); k++;
  }
  await Promise.race([Promise.all(pend), new Promise((r) => setTimeout(r, 20000))]);
}
await Promise.all(users);
const dt = (performance.now() - t0) / 1000, st1 = procStat();
const q = (a, p) => { if (!a.length) return null; const s = Float64Array.from(a).sort(); return +s[Math.min(s.length - 1, Math.floor(p * s.length))].toFixed(2); };
const out = { label: LABEL, mode: MODE, users: USERS, rate: RATE || undefined, turns: done, sec: +dt.toFixed(2), tps: +(done / dt).toFixed(1), replies: MODE === 'expect' ? inline - i0 : replies - r0, noReply, errs, codes,
  p50: q(lat, 0.5), p90: q(lat, 0.9), p99: q(lat, 0.99), max: q(lat, 1), fr50: q(frl, 0.5), fr99: q(frl, 0.99), sent429: sent429 || undefined,
  cpuMsPerTurn: st0 && st1 ? +((st1.cpu - st0.cpu) / done).toFixed(3) : undefined, botCpu: st0 && st1 ? +((st1.cpu - st0.cpu) / (dt * 1000)).toFixed(2) : undefined, rssMB: st1 ? +st1.rss.toFixed(0) : undefined, rssPeakMB: st1 ? +st1.hwm.toFixed(0) : undefined, load1: +fs.readFileSync('/proc/loadavg', 'utf8').split(' ')[0] };
console.log(JSONOUT ? JSON.stringify(out) : out);
process.exit(0);
