// Writes signatures.json: what the npm package twilio says of signatures. See README.md.
const { validateRequest, getExpectedTwilioSignature } = require("twilio/lib/webhooks/webhooks");

let seed = 20260301; // always the same cases: mulberry32
const random = (n) => {
  let t = (seed = (seed + 0x6d2b79f5) | 0);
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % n;
};
const one = (list) => list[random(list.length)];

const hosts = ["line.example.com", "LINE.Example.COM", "203.0.113.7", "[2001:db8::1]", "[::1]", "xn--bcher-kva.example"];
const paths = ["/", "/voice/incoming", "/voice/incoming/", "/voice//x", "/voice/a%20b%2Fc", "/voice/%C3%A9", "/voice/élan/电话", "/voice/~a'b(c)*!", "/voice/x.html;v=1"];
const queries = ["", "?", "?call=l1", "?b=2&a=1", "?a=1&a=1&a=0", "?empty=&none", "?q=%7E+%2F%20c", "?q=é", "?a[]=1&a[]=2", "?to=https://h.example/x?y=1", "?q=it's", "?bodySHA256=0"];
const names = ["CallSid", "From", "To", "Digits", "digits", "A", "a", "B", "Z1", "Z10", "Z2", "Ünï", "电", "a.b", "a-b", "a b", "_"];
const values = ["", "1", "+14155550123", "été", "停机 📞", "a\r\nb", " x ", "100%", "a=b&c", "é", "e\u0301", "#*", "<&>\"'", "\u0000", "x".repeat(300)];
const someURL = () => ({ scheme: one(["https://", "https://", "http://"]), host: one(hosts), port: one(["", "", ":80", ":443", ":8443"]), path: one(paths), query: one(queries) });
const someForm = () => Object.fromEntries(Array.from({ length: random(7) }, () => [one(names), Array.from({ length: one([1, 1, 1, 2, 3, 4]) }, () => one(values))]));
const text = (u) => u.scheme + (u.user || "") + u.host + u.port + u.path + u.query + (u.fragment || "");
const each = (f, change) => Object.fromEntries(Object.entries(f).map(([name, list]) => [name, change(list)]));
const user = "user:secret@", fragment = "#rc=2";

// The server knows the URL u and the form f; what the carrier did otherwise is told by kind.
const kinds = {
  "as it is": () => ({}),
  "all in another order": (u, f) => ({ form: Object.fromEntries(Object.entries(each(f, (l) => l.toReversed())).reverse()) }),
  "without the port": (u) => ({ signed: { ...u, port: "" } }),
  "with the port of the scheme": (u) => ({ signed: { ...u, port: u.scheme === "https://" ? ":443" : ":80" } }),
  "host in lower case": (u) => ({ signed: { ...u, host: u.host.toLowerCase() } }),
  "host in upper case": (u) => ({ signed: { ...u, host: u.host.toUpperCase() } }),
  "an escaped path": (u) => ({ signed: { ...u, path: new URL(text(u)).pathname } }),
  "an escaped query": (u) => ({ known: { ...u, query: "?q=it's" }, signed: { ...u, query: "?q=it%27s" } }),
  "user and password, unsigned": (u) => ({ known: { ...u, user } }),
  "user and password, signed": (u) => ({ known: { ...u, user }, signed: { ...u, user } }),
  "a fragment, unsigned": (u) => ({ known: { ...u, fragment } }),
  "a fragment, signed": (u) => ({ known: { ...u, fragment }, signed: { ...u, fragment } }),
  "names sorted as UTF-16": (u, f) => ({ posted: { ...f, "＃": ["1"], "📞": ["2"] }, form: { ...f, "＃": ["1"], "📞": ["2"] } }),
  "another host": (u) => ({ signed: { ...u, host: "line.example.org" } }),
  "another port": (u) => ({ signed: { ...u, port: ":9443" } }),
  "another scheme": (u) => ({ signed: { ...u, scheme: u.scheme === "https://" ? "http://" : "https://" } }),
  "a slash more": (u) => ({ signed: { ...u, path: u.path + "/" } }),
  "a parameter more": (u, f) => ({ form: { ...f, More: [""] } }),
  "a value more": (u, f) => ({ posted: { ...f, More: ["1"] }, form: { ...f, More: ["1", "2"] } }),
  "only the first values": (u, f) => ({ form: each(f, (l) => l.slice(0, 1)) }),
  "values trimmed": (u, f) => ({ form: each(f, (l) => l.map((v) => v.trim())) }),
  "another token": () => ({ token: "otherToken" }),
  "a signature cut short": () => ({ sent: (s) => s.slice(0, -1) }),
  "no signature": () => ({ sent: () => "" }),
};
const parsed = (f) => each(f, (l) => (l.length === 1 ? l[0] : l)); // as a body parser hands it over
const cases = Object.entries(kinds).flatMap(([kind, change]) => Array.from({ length: 13 }, () => {
  const u = someURL(), f = someForm(), token = one(["12345", "0123456789abcdef0123456789abcdef"]), c = { known: u, signed: u, posted: f, form: f, token, sent: (s) => s, ...change(u, f) };
  const signature = c.sent(getExpectedTwilioSignature(c.token, text(c.signed), parsed(c.form)));
  return { kind, token, url: text(c.known), signed: text(c.signed), form: c.posted, signature, genuine: validateRequest(token, signature, text(c.known), parsed(c.posted)) };
}));
process.stdout.write("[\n" + cases.map((c) => JSON.stringify(c)).join(",\n") + "\n]\n");
