import { createHmac, randomUUID } from "node:crypto";
import {
  type BinaryNode,
  Curve,
  decodeBinaryNode,
  encodeBigEndian,
  encodeBinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  KEY_BUNDLE_TYPE,
  proto,
  S_WHATSAPP_NET,
  signedKeyPair,
  xmppPreKey,
  xmppSignedPreKey,
} from "@whiskeysockets/baileys";
import { noiseServer, trustTestCertificates } from "./whatsapp-noise.ts";
import { type Line, webSocketServer } from "./whatsapp-websocket.ts";

/** A message stanza as it reached the server. Channels get plaintext; what is sealed for phones stays sealed here. */
interface Stanza {
  id: string;
  to: string;
  text: string | null;
}

/** How the server answers a message: an ack, an error ack, not at all, or by cutting the line. */
type Answer = "ack" | "silence" | "cut" | { error: number };

interface Client {
  line: Line;
  kind: "login" | "registration";
  send(node: BinaryNode): void;
}

/** A WhatsApp server on loopback that speaks the real protocol and does as it is told. */
export interface WhatsAppServer extends AsyncDisposable {
  readonly url: string;
  /** Every connection that got through the handshake, in order: a login with credentials, or a registration. */
  readonly greeted: readonly Client["kind"][];
  readonly connected: number;
  readonly stanzas: readonly Stanza[];
  readonly pings: number;
  /** What every message gets from now on. */
  answers(answer: Answer): void;
  /** Every line that is up now swallows everything from here on, and says nothing. */
  goesDeaf(): void;
  says(from: { lid: string; phone?: string }, text: string, attrs?: Record<string, string>): void;
  /** The same person, addressed by phone number as older chats are. */
  saysByNumber(from: { lid: string; phone: string }, text: string): void;
  saysInGroup(group: string, from: { lid: string }, content: proto.IMessage): void;
  /** `<stream:error>`, then the line is cut. */
  streamError(code: string, reason?: BinaryNode): void;
  /** Answers the next logins with `<failure reason>`; null lets them in again. */
  refusesLogins(reason: number | null): void;
  /** A phone that could not decrypt this message asks for it again. */
  asksAgain(id: string, from: string): void;
  /** What the account hears when it asks whether it may begin chats. */
  restricts(until: Date): void;
  /** Scans a QR as a phone does: pairs the device, then asks for a restart (515). */
  scans(qr: string): void;
  cuts(): void;
}

export async function whatsAppServer(phone = "628110000000"): Promise<WhatsAppServer> {
  trustTestCertificates();
  const greeted: Client["kind"][] = [];
  const clients = new Set<Client>();
  const stanzas: Stanza[] = [];
  let answer: Answer = "ack";
  const deaf = new Set<Client>();
  let refusal: number | null = null;
  let restriction: Date | null = null;
  let pings = 0;

  const sockets = await webSocketServer((line) => {
    const noise = noiseServer();
    const client: Client = {
      line,
      kind: "login",
      send: (node) => line.send(noise.close(encodeBinaryNode(node))),
    };
    let step: "hello" | "finish" | "open" = "hello";
    return (bytes) => {
      for (const frame of noise.frames(bytes)) {
        if (deaf.has(client)) continue;
        if (step === "hello") {
          line.send(noise.hello(frame));
          step = "finish";
        } else if (step === "finish") {
          const payload = noise.finish(frame);
          client.kind = payload.devicePairingData ? "registration" : "login";
          step = "open";
          greet(client);
        } else {
          const opened = noise.open(frame);
          void decodeBinaryNode(opened).then((node) => take(client, node));
        }
      }
    };
  });

  const all = (): Client[] => {
    for (const client of clients) if (client.line.cutOff) clients.delete(client);
    return [...clients];
  };
  const tell = (node: BinaryNode): void => all().forEach((client) => client.send(node));

  function greet(client: Client): void {
    greeted.push(client.kind);
    clients.add(client);
    if (client.kind === "registration") {
      const refs = Array.from({ length: 6 }, () => ({
        tag: "ref",
        attrs: {},
        content: Buffer.from(randomUUID()),
      }));
      client.send(iq("set", "pair", [{ tag: "pair-device", attrs: {}, content: refs }]));
    } else if (refusal !== null) {
      client.send({ tag: "failure", attrs: { reason: String(refusal) } });
    } else {
      client.send({ tag: "success", attrs: { lid: `${phone}:7@lid`, t: seconds() } });
      client.send({ tag: "ib", attrs: {}, content: [{ tag: "offline", attrs: { count: "0" } }] });
    }
  }

  function take(client: Client, node: BinaryNode): void {
    if (node.tag === "message") return takeMessage(client, node);
    if (node.tag !== "iq" || node.attrs.type === "result") return;
    if (node.attrs.xmlns === "w:p") pings += 1;
    client.send({
      tag: "iq",
      attrs: { id: node.attrs.id ?? "", from: S_WHATSAPP_NET, type: "result" },
      content: node.attrs.xmlns === "w:mex" ? [standing(restriction)] : reply(node),
    });
  }

  function takeMessage(client: Client, node: BinaryNode): void {
    const { id = "", to = "" } = node.attrs;
    const plain = getBinaryNodeChild(node, "plaintext")?.content;
    const text = plain instanceof Uint8Array ? proto.Message.decode(plain).extendedTextMessage?.text : null;
    stanzas.push({ id, to, text: text ?? null });
    if (answer === "cut") client.line.cut();
    if (answer === "cut" || answer === "silence") return;
    const error = answer === "ack" ? {} : { error: String(answer.error) };
    client.send({ tag: "ack", attrs: { class: "message", id, from: to, t: seconds(), ...error } });
  }

  return {
    url: sockets.url,
    greeted,
    stanzas,
    get connected() {
      return all().length;
    },
    get pings() {
      return pings;
    },
    answers: (next) => (answer = next),
    goesDeaf: () => all().forEach((client) => deaf.add(client)),
    says({ lid, phone: number }, text, attrs = {}) {
      const sender = number === undefined ? {} : { sender_pn: `${number}@s.whatsapp.net` };
      tell(message(`${lid}@lid`, { conversation: text }, { ...sender, ...attrs }));
    },
    saysByNumber: ({ lid, phone: number }, text) =>
      tell(message(`${number}@s.whatsapp.net`, { conversation: text }, { sender_lid: `${lid}@lid` })),
    saysInGroup: (group, { lid }, content) =>
      tell(message(group, content, { participant: `${lid}@lid`, addressing_mode: "lid" })),
    streamError(code, reason) {
      for (const client of all()) {
        client.send({ tag: "stream:error", attrs: { code }, content: reason ? [reason] : [] });
        setTimeout(() => client.line.cut(), 50);
      }
    },
    asksAgain: (id, from) =>
      tell({
        tag: "receipt",
        attrs: { id, from, type: "retry", t: seconds() },
        content: [
          { tag: "retry", attrs: { count: "1", id, t: seconds(), v: "1" } },
          { tag: "registration", attrs: {}, content: encodeBigEndian(4242) },
        ],
      }),
    restricts: (until) => (restriction = until),
    refusesLogins: (reason) => (refusal = reason),
    scans(qr) {
      for (const client of all().filter(({ kind }) => kind === "registration")) pair(client, qr, phone);
    },
    cuts: () => all().forEach(({ line }) => line.cut()),
    [Symbol.asyncDispose]: () => sockets[Symbol.asyncDispose](),
  };
}

function reply(query: BinaryNode): BinaryNode[] {
  const [child] = getAllBinaryNodeChildren(query);
  switch (`${query.attrs.xmlns} ${child?.tag}`) {
    case "encrypt count":
      return [{ tag: "count", attrs: { value: "500" } }];
    case "encrypt digest":
      return [{ tag: "digest", attrs: {} }];
    case "encrypt key":
      return [{ tag: "list", attrs: {}, content: getBinaryNodeChildren(child, "user").map(keyBundle) }];
    case "usync usync":
      return [usyncResult(child)];
    case "w:g2 query":
      return [group(query.attrs.to ?? "")];
    default:
      return [];
  }
}

/** The account's standing, as WhatsApp's GraphQL ("mex") tells it. */
function standing(until: Date | null): BinaryNode {
  const data = {
    xwa2_fetch_account_reachout_timelock: {
      is_active: until !== null,
      time_enforcement_ends: String(Math.floor((until?.getTime() ?? 0) / 1000)),
      enforcement_type: "DEFAULT",
    },
  };
  return { tag: "result", attrs: {}, content: Buffer.from(JSON.stringify({ data })) };
}

function keyBundle({ attrs }: BinaryNode): BinaryNode {
  const identity = Curve.generateKeyPair();
  return {
    tag: "user",
    attrs: { jid: attrs.jid ?? "" },
    content: [
      { tag: "registration", attrs: {}, content: encodeBigEndian(4242) },
      { tag: "type", attrs: {}, content: KEY_BUNDLE_TYPE },
      { tag: "identity", attrs: {}, content: identity.public },
      xmppSignedPreKey(signedKeyPair(identity, 1)),
      xmppPreKey(Curve.generateKeyPair(), 1),
    ],
  };
}

/** Every account has one phone and a LID of the same digits. */
function usyncResult(usync: BinaryNode | undefined): BinaryNode {
  const users = getBinaryNodeChildren(getBinaryNodeChild(usync, "list"), "user").map(({ attrs }) => ({
    tag: "user",
    attrs: { jid: attrs.jid ?? "" },
    content: [
      {
        tag: "devices",
        attrs: {},
        content: [{ tag: "device-list", attrs: {}, content: [{ tag: "device", attrs: { id: "0" } }] }],
      },
      { tag: "lid", attrs: { val: `${attrs.jid?.split("@")[0]}@lid` } },
    ],
  }));
  return { tag: "usync", attrs: {}, content: [{ tag: "list", attrs: {}, content: users }] };
}

/** A group with one admin (LID 900) and one member (LID 901). */
function group(jid: string): BinaryNode {
  const participants = [
    { tag: "participant", attrs: { jid: "900@lid", type: "admin" } },
    { tag: "participant", attrs: { jid: "901@lid" } },
  ];
  return {
    tag: "group",
    attrs: { id: jid, subject: "Warga RT 05", addressing_mode: "lid" },
    content: participants,
  };
}

function pair(client: Client, qr: string, phone: string): void {
  const [, , identity = "", secret = ""] = qr.split("#")[1]?.split(",") ?? [];
  const account = Curve.generateKeyPair();
  const deviceDetails = proto.ADVDeviceIdentity.encode({ rawId: 1, timestamp: 1, keyIndex: 1 }).finish();
  const signed = Buffer.concat([Buffer.from([6, 0]), deviceDetails, Buffer.from(identity, "base64")]);
  const details = proto.ADVSignedDeviceIdentity.encode({
    details: deviceDetails,
    accountSignatureKey: account.public,
    accountSignature: Curve.sign(account.private, signed),
  }).finish();
  const hmac = createHmac("sha256", Buffer.from(secret, "base64")).update(details).digest();
  const device = { jid: `${phone}:7@s.whatsapp.net`, lid: `${phone}:7@lid` };
  client.send(
    iq("result", "pair-success", [
      {
        tag: "pair-success",
        attrs: {},
        content: [
          {
            tag: "device-identity",
            attrs: {},
            content: proto.ADVSignedDeviceIdentityHMAC.encode({ details, hmac }).finish(),
          },
          { tag: "device", attrs: device },
          { tag: "platform", attrs: { name: "android" } },
        ],
      },
    ]),
  );
  setTimeout(() => client.send({ tag: "stream:error", attrs: { code: "515" } }), 50);
}

function message(from: string, content: proto.IMessage, attrs: Record<string, string>): BinaryNode {
  return {
    tag: "message",
    attrs: {
      from,
      id: randomUUID().slice(0, 8).toUpperCase(),
      t: seconds(),
      type: "text",
      notify: "Ana",
      ...attrs,
    },
    content: [{ tag: "plaintext", attrs: {}, content: proto.Message.encode(content).finish() }],
  };
}

function iq(type: string, id: string, content: BinaryNode[]): BinaryNode {
  return { tag: "iq", attrs: { from: S_WHATSAPP_NET, type, id, xmlns: "md" }, content };
}

function seconds(): string {
  return String(Math.floor(Date.now() / 1000));
}
