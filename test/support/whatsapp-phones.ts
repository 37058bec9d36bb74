import {
  addTransactionCapability,
  type BinaryNode,
  Curve,
  DEFAULT_CONNECTION_CONFIG,
  encodeBigEndian,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  KEY_BUNDLE_TYPE,
  proto,
  unpadRandomMax16,
  xmppPreKey,
  xmppSignedPreKey,
} from "@whiskeysockets/baileys";
import { quietLogger } from "../../src/messengers/whatsapp/quiet.ts";
import { openSession } from "../../src/messengers/whatsapp/session.ts";
import { sessionsInMemory } from "./whatsapp-session.ts";

/** Everybody's phones but ours: they have Signal's keys, and read what was sealed for them. */
export interface Phones {
  /** What somebody needs to begin a session with this phone, as the server hands it out. */
  keyBundle(jid: string): Promise<BinaryNode>;
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
    keyBundle: async (jid) => (await phoneAt(jid)).keyBundle(jid),
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
        .then(({ open }) => open(sealed.get(jid), forGroup, group))
        .catch(() => null);
      if (content) read.set(jid, content);
    }
    return read;
  }
}

async function phone(us: string) {
  const onError = (): void => undefined;
  const { state } = await openSession("ponsel", sessionsInMemory().store, onError);
  const { creds } = state;
  const keys = addTransactionCapability(state.keys, quietLogger(onError), {
    maxCommitRetries: 1,
    delayBetweenTriesMs: 1,
  });
  const signal = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds, keys }, quietLogger(onError));
  let preKeys = 0;

  return {
    async keyBundle(jid: string): Promise<BinaryNode> {
      const preKey = Curve.generateKeyPair(); // each is used once
      await keys.set({ "pre-key": { [++preKeys]: preKey } });
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
