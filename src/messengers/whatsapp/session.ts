import {
  type AuthenticationCreds,
  type AuthenticationState,
  BufferJSON,
  initAuthCreds,
  proto,
  type SignalDataSet,
  type SignalDataTypeMap,
} from "@whiskeysockets/baileys";

/** Where sessions are kept: one set of credentials and many keys an account, as text only Baileys understands. */
export interface SessionStore {
  /** null: this account was never paired. Throws when what is stored cannot be opened (a wrong key). */
  readCredentials(account: string): Promise<string | null>;
  /** The keys that exist, by id. */
  readKeys(account: string, kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** All of the change or nothing of it, durable when it resolves. */
  write(account: string, change: SessionChange): Promise<void>;
  /** Forgets credentials and keys. Chats and their subscriptions are elsewhere and stay. */
  forget(account: string): Promise<void>;
}

interface SessionChange {
  /** null: unchanged. */
  credentials: string | null;
  /** `value: null` deletes. */
  keys: readonly { kind: string; id: string; value: string | null }[];
}

/** An account's session in the hands of a socket. */
export interface Session {
  readonly state: AuthenticationState;
  /** The credentials were changed: they go with the next write of keys, or by themselves at once. */
  changed(): void;
  /** Resolves when everything is stored; rejects if it cannot be. */
  stored(): Promise<void>;
}

/**
 * Opens an account's session, or begins a new one that waits to be paired.
 *
 * There is no cache before the store. Baileys' makeCacheableSignalKeyStore fills its cache before it writes, so that a
 * failed write leaves keys in memory which no restart will find, and it hands out its own objects, which Baileys changes
 * in place (sender-key-memory) even when the transaction around them fails. At WhatsApp's pace the reads cost nothing.
 */
export async function openSession(
  account: string,
  store: SessionStore,
  onFault: (error: unknown) => void,
): Promise<Session> {
  const known = await store.readCredentials(account);
  const creds: AuthenticationCreds = known === null ? initAuthCreds() : parse(known);
  let unsaved = known === null;
  let writing: Promise<void> = Promise.resolve();

  // One write after the other, in the order Baileys made them. Each takes changed credentials with it: Baileys counts
  // new pre-keys in the credentials in the moment before it hands over the keys, and the two must not part.
  const write = (keys: SessionChange["keys"]): Promise<void> => {
    const written = writing.then(async () => {
      if (!unsaved && keys.length === 0) return;
      const credentials = unsaved ? stringify(creds) : null;
      unsaved = false;
      try {
        await store.write(account, { credentials, keys });
      } catch (error) {
        unsaved ||= credentials !== null;
        throw error;
      }
    });
    writing = written.catch(() => undefined);
    return written;
  };

  return {
    state: {
      creds,
      keys: {
        get: (type, ids) => readKeys(store, account, type, ids),
        set: (data) => write(asRows(data)),
      },
    },
    changed() {
      unsaved = true;
      // Not in this very moment: a write of keys in the same breath goes first and takes them along.
      setImmediate(() => void write([]).catch(onFault));
    },
    stored: () => write([]),
  };
}

/**
 * Baileys logs in, instead of registering, as soon as the credentials name an account, and a pairing code that was asked
 * for names one before anybody typed it: the next connection would then be refused with 401 and look like a logout
 * (WhiskeySockets/Baileys#2494). Only a signed device identity says that pairing is done.
 */
export function forgetUnfinishedPairing(creds: AuthenticationCreds): void {
  if (creds.account) return;
  delete creds.me;
  creds.pairingCode = undefined;
}

async function readKeys<T extends keyof SignalDataTypeMap>(
  store: SessionStore,
  account: string,
  type: T,
  ids: string[],
): Promise<{ [id: string]: SignalDataTypeMap[T] }> {
  const found = await store.readKeys(account, type, ids);
  return Object.fromEntries([...found].map(([id, text]) => [id, parseKey(type, text)]));
}

function asRows(data: SignalDataSet): SessionChange["keys"] {
  return Object.entries(data).flatMap(([kind, values]) =>
    Object.entries(values).map(([id, value]) => ({
      kind,
      id,
      value: value === null ? null : stringify(value),
    })),
  );
}

function parseKey<T extends keyof SignalDataTypeMap>(type: T, text: string): SignalDataTypeMap[T] {
  const value = JSON.parse(text, BufferJSON.reviver);
  // Baileys keeps this kind as a protobuf object, whose own JSON has base64 where the others have buffers.
  if (type === "app-state-sync-key")
    Object.assign(value, proto.Message.AppStateSyncKeyData.fromObject(value));
  return value;
}

/** What Baileys wrote comes back as it was: sealed by us, changed by nobody, and of a shape only Baileys knows. */
function parse(text: string): AuthenticationCreds {
  return JSON.parse(text, BufferJSON.reviver);
}

function stringify(value: unknown): string {
  return JSON.stringify(value, BufferJSON.replacer);
}
