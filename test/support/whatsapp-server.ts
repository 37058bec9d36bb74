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
  proto,
  QueryIds,
  S_WHATSAPP_NET,
} from "@whiskeysockets/baileys";
import { noiseServer, trustTestCertificates } from "./whatsapp-noise.ts";
import { phones, type Phones } from "./whatsapp-phones.ts";
import { type Line, webSocketServer } from "./whatsapp-websocket.ts";

/** A message stanza as it reached the server. */
export interface Stanza {
  id: string;
  to: string;
  /** "1", "3", "7", "8": what it changes of an earlier message. */
  edit: string | null;
  type: string;
  mediaType: string | null;
  mediaId: string | null;
  /** A Channel's, which comes in plain text; null for everything sealed, and for a deletion. */
  content: proto.Message | null;
  /** The words of `content`. */
  text: string | null;
  /** What the phones of its readers read, by their address; empty until the server has answered. */
  read: ReadonlyMap<string, proto.Message>;
  /** WhatsApp took it, whatever it said. */
  accepted: boolean;
}

/**
 * How the server answers a message: an ack; an error ack; taken but not answered; not even taken; taken, and the line is cut
 * before the answer; or the line is cut before it is taken.
 */
export type Answer = "ack" | "silence" | "swallow" | "cut" | "cut before" | { error: number };

/** A Channel the server knows. */
interface Channel {
  invite: string;
  address: string;
  name: string;
  followers: number;
  role: "OWNER" | "ADMIN" | "SUBSCRIBER" | "GUEST";
}

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
  answers(answer: Answer | ((stanza: Stanza) => Answer)): void;
  has(channel: Channel): void;
  /** In this group only admins may write. */
  announcesOnly(group: string): void;
  /** Tells nothing of this group any more but this error: 403, we are not in it; 404, it is gone. */
  closes(group: string, error: number): void;
  /** An admin puts somebody (us, unless said otherwise) into a group or out of it. */
  changesGroup(group: string, what: "add" | "remove", who?: string): void;
  /** Questions of this kind (xmlns) get no answer; null: all do. */
  leavesUnanswered(kind: string | null): void;
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
  let answer: (stanza: Stanza) => Answer = () => "ack";
  const channels: Channel[] = [];
  const announcing = new Set<string>();
  const closed = new Map<string, number>();
  const everybody = phones(`${phone}:7@lid`);
  const deaf = new Set<Client>();
  let unanswered: string | null = null;
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
    if (node.attrs.xmlns === unanswered) return;
    if (node.attrs.xmlns === "w:p") pings += 1;
    const refused = node.attrs.xmlns === "w:g2" ? closed.get(node.attrs.to ?? "") : undefined;
    if (refused !== undefined) return client.send(iqError(node, refused));
    const attrs = { id: node.attrs.id ?? "", from: S_WHATSAPP_NET, type: "result" };
    if (node.attrs.xmlns === "w:mex") return client.send({ tag: "iq", attrs, content: [graphQl(node)] });
    void reply(node, everybody, announcing).then((content) => client.send({ tag: "iq", attrs, content }));
  }

  function takeMessage(client: Client, node: BinaryNode): void {
    const stanza = stanzaOf(node);
    const how = answer(stanza);
    stanza.accepted = !(typeof how === "object" || how === "swallow" || how === "cut before");
    stanzas.push(stanza);
    void everybody.read(node).then((read) => {
      stanza.read = read;
      if (how === "cut" || how === "cut before") client.line.cut();
      if (how !== "ack" && typeof how !== "object") return;
      const error = how === "ack" ? {} : { error: String(how.error) };
      const { id, to } = stanza;
      client.send({ tag: "ack", attrs: { class: "message", id, from: to, t: seconds(), ...error } });
    });
  }

  /** What is asked over GraphQL ("mex"): a Channel's details, or the account's standing. */
  function graphQl(node: BinaryNode): BinaryNode {
    const query = getBinaryNodeChild(node, "query");
    if (query?.attrs.query_id !== QueryIds.METADATA) return standing(restriction);
    const asked = query.content instanceof Uint8Array ? Buffer.from(query.content).toString() : "{}";
    const { input } = JSON.parse(asked).variables;
    const byInvite = input.type === "INVITE";
    const found = channels.find(({ invite, address }) => input.key === (byInvite ? invite : address));
    return result({ xwa2_newsletter: found ? metadata(found, byInvite) : null });
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
    answers: (next) => (answer = typeof next === "function" ? next : () => next),
    has: (channel) => channels.push(channel),
    announcesOnly: (group) => announcing.add(group),
    closes: (group, error) => closed.set(group, error),
    changesGroup: (group, what, who = `${phone}@lid`) =>
      tell({
        tag: "notification",
        attrs: { from: group, type: "w:gp2", id: randomUUID(), t: seconds(), participant: "900@lid" },
        content: [
          {
            tag: what,
            attrs: {},
            content: [{ tag: "participant", attrs: { jid: who } }],
          },
        ],
      }),
    leavesUnanswered: (kind) => (unanswered = kind),
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

function stanzaOf(node: BinaryNode): Stanza {
  const { id = "", to = "", edit = null, type = "", media_id: mediaId = null } = node.attrs;
  const plain = getBinaryNodeChild(node, "plaintext");
  const bytes = plain?.content instanceof Uint8Array ? plain.content : Buffer.alloc(0);
  const content = bytes.length > 0 ? proto.Message.decode(bytes) : null;
  return {
    id,
    to,
    edit,
    type,
    mediaType: plain?.attrs.mediatype ?? null,
    mediaId,
    content,
    text: content?.extendedTextMessage?.text ?? content?.imageMessage?.caption ?? null,
    read: new Map(),
    accepted: true,
  };
}

async function reply(
  query: BinaryNode,
  everybody: Phones,
  announcing: ReadonlySet<string>,
): Promise<BinaryNode[]> {
  const [child] = getAllBinaryNodeChildren(query);
  switch (`${query.attrs.xmlns} ${child?.tag}`) {
    case "encrypt count":
      return [{ tag: "count", attrs: { value: "500" } }];
    case "encrypt digest":
      return [{ tag: "digest", attrs: {} }];
    case "encrypt key": {
      const jids = getBinaryNodeChildren(child, "user").map(({ attrs }) => attrs.jid ?? "");
      const users = await Promise.all(jids.map((jid) => everybody.keyBundle(jid)));
      return [{ tag: "list", attrs: {}, content: users }];
    }
    case "usync usync":
      return [usyncResult(child)];
    case "w:g2 query":
      return [group(query.attrs.to ?? "", announcing)];
    case "w:m media_conn": {
      const host = { tag: "host", attrs: { hostname: MEDIA_HOST } };
      return [{ tag: "media_conn", attrs: { auth: "izin", ttl: "300" }, content: [host] }];
    }
    default:
      return [];
  }
}

/** Nobody answers there: a test hands in what uploads. */
const MEDIA_HOST = "media.whatsapp.example";

/** The account's standing. */
function standing(until: Date | null): BinaryNode {
  return result({
    xwa2_fetch_account_reachout_timelock: {
      is_active: until !== null,
      time_enforcement_ends: String(Math.floor((until?.getTime() ?? 0) / 1000)),
      enforcement_type: "DEFAULT",
    },
  });
}

function metadata({ address, name, followers, role }: Channel, byInvite: boolean) {
  const thread = { name: { text: name }, subscribers_count: String(followers) };
  return { id: address, thread_metadata: thread, viewer_metadata: byInvite ? null : { mute: "ON", role } };
}

function result(data: unknown): BinaryNode {
  return { tag: "result", attrs: {}, content: Buffer.from(JSON.stringify({ data })) };
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
function group(jid: string, announcing: ReadonlySet<string>): BinaryNode {
  const participants = [
    { tag: "participant", attrs: { jid: "900@lid", type: "admin" } },
    { tag: "participant", attrs: { jid: "901@lid" } },
  ];
  return {
    tag: "group",
    attrs: { id: jid, subject: "Warga RT 05", addressing_mode: "lid" },
    content: [...participants, ...(announcing.has(jid) ? [{ tag: "announcement", attrs: {} }] : [])],
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

function iqError({ attrs }: BinaryNode, code: number): BinaryNode {
  return {
    tag: "iq",
    attrs: { id: attrs.id ?? "", from: attrs.to ?? "", type: "error" },
    content: [{ tag: "error", attrs: { code: String(code), text: "forbidden" } }],
  };
}

function seconds(): string {
  return String(Math.floor(Date.now() / 1000));
}
