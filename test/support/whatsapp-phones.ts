import {
  addTransactionCapability,
  type BinaryNode,
  Curve,
  DEFAULT_CONNECTION_CONFIG,
  encodeBigEndian,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  initAuthCreds,
  KEY_BUNDLE_TYPE,
  proto,
  type SignalDataSet,
  unpadRandomMax16,
  xmppPreKey,
  xmppSignedPreKey,
} from "@whiskeysockets/baileys";
import { quietLogger } from "../../src/messengers/whatsapp/quiet.ts";

/** Everybody's phones but ours: they have Signal's keys, and read what was sealed for them. */
export interface Phones {
  /** What somebody needs to begin a session with this phone, as the server hands it out. */
  keyBundle(jid: string): BinaryNode;
  /** What each phone reads in a message of ours, by its address. A phone that cannot read it is left out. */
  read(message: BinaryNode): Promise<Map<string, proto.Message>>;
}

/** `us` is the device our messages come from. */
export function phones(us: string): Phones {
  const all = new Map<string, ReturnType<typeof phone>>();
  const phoneAt = (jid: string) => {
    const known = all.get(jid) ?? phone(us);
    all.set(jid, known);
    return known;
  };
  let reading = Promise.resolve<unknown>(undefined); // one message after the other, as the keys turn with each

  return {
    keyBundle: (jid) => phoneAt(jid).keyBundle(jid),
    read(message) {
      const read = reading.then(() => readAll(message));
      reading = read;
      return read;
    },
  };

  async function readAll(message: BinaryNode): Promise<Map<string, proto.Message>> {
    const sealed = new Map<string, BinaryNode>();
    for (const { attrs, content } of getBinaryNodeChildren(
      getBinaryNodeChild(message, "participants"),
      "to",
    )) {
      const [enc] = Array.isArray(content) ? content : [];
      if (attrs.jid && enc) sealed.set(attrs.jid, enc);
    }
    const forGroup = getBinaryNodeChildren(message, "enc").find(({ attrs }) => attrs.type === "skmsg");
    const group = message.attrs.to ?? "";
    const read = new Map<string, proto.Message>();
    for (const jid of new Set([...sealed.keys(), ...(forGroup ? all.keys() : [])])) {
      const content = await phoneAt(jid)
        .open(sealed.get(jid), forGroup, group)
        .catch(() => null);
      if (content) read.set(jid, content);
    }
    return read;
  }
}

function phone(us: string) {
  const kept = new Map<string, unknown>();
  const keys = addTransactionCapability(
    {
      // What was set comes back, under the type it was set with.
      get: async (type, ids) =>
        Object.fromEntries(ids.map((id) => [id, structuredClone(kept.get(`${type}/${id}`))])) as never,
      async set(data: SignalDataSet) {
        for (const [type, values] of Object.entries(data))
          for (const [id, value] of Object.entries(values)) kept.set(`${type}/${id}`, structuredClone(value));
      },
    },
    quietLogger(() => undefined),
    { maxCommitRetries: 1, delayBetweenTriesMs: 1 },
  );
  const creds = initAuthCreds();
  const signal = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(
    { creds, keys },
    quietLogger(() => undefined),
  );
  let preKeys = 0;

  return {
    keyBundle(jid: string): BinaryNode {
      const preKey = Curve.generateKeyPair();
      kept.set(`pre-key/${++preKeys}`, preKey); // each is used once
      return {
        tag: "user",
        attrs: { jid },
        content: [
          { tag: "registration", attrs: {}, content: encodeBigEndian(creds.registrationId) },
          { tag: "type", attrs: {}, content: KEY_BUNDLE_TYPE },
          { tag: "identity", attrs: {}, content: creds.signedIdentityKey.public },
          xmppSignedPreKey(creds.signedPreKey),
          xmppPreKey(preKey, preKeys),
        ],
      };
    },

    /** `own` is sealed for this phone, `forGroup` for every phone that has our sender key. */
    async open(own: BinaryNode | undefined, forGroup: BinaryNode | undefined, group: string) {
      if (own) {
        const type = own.attrs.type === "pkmsg" ? "pkmsg" : "msg";
        const opened = unsealed(await signal.decryptMessage({ jid: us, type, ciphertext: bytesOf(own) }));
        const item = opened.senderKeyDistributionMessage;
        if (item) await signal.processSenderKeyDistributionMessage({ item, authorJid: us });
        if (!forGroup) return opened;
      }
      if (!forGroup) return null;
      return unsealed(await signal.decryptGroupMessage({ group, authorJid: us, msg: bytesOf(forGroup) }));
    },
  };
}

function unsealed(bytes: Uint8Array): proto.Message {
  return proto.Message.decode(unpadRandomMax16(bytes));
}

function bytesOf({ content }: BinaryNode): Buffer {
  return Buffer.from(content instanceof Uint8Array ? content : []);
}
