import { BufferJSON, Curve, initAuthCreds } from "@whiskeysockets/baileys";
import type { SessionStore } from "../../src/messengers/whatsapp/session.ts";

/** A session store in memory; `rows` is what a restarted process would find. */
export function sessionsInMemory(credentials: string | null = null) {
  const keys = new Map<string, string>();
  const kept = { credentials, keys, writes: 0 };
  const store: SessionStore = {
    readCredentials: async () => kept.credentials,
    readKeys: async (_account, kind, ids) =>
      new Map(
        ids.flatMap((id) => {
          const value = keys.get(`${kind}/${id}`);
          return value === undefined ? [] : [[id, value] as const];
        }),
      ),
    async write(_account, change) {
      kept.writes += 1;
      kept.credentials = change.credentials ?? kept.credentials;
      for (const { kind, id, value } of change.keys) {
        if (value === null) keys.delete(`${kind}/${id}`);
        else keys.set(`${kind}/${id}`, value);
      }
    },
    async forget() {
      kept.credentials = null;
      keys.clear();
    },
  };
  return { store, kept };
}

/** Credentials as they are after pairing, for the account with this phone number. */
export function pairedCredentials(phone: string): string {
  const { public: accountSignatureKey } = Curve.generateKeyPair();
  const signature = Buffer.alloc(64, 1);
  return JSON.stringify(
    {
      ...initAuthCreds(),
      me: { id: `${phone}:7@s.whatsapp.net`, lid: `${phone}:7@lid`, name: "Kabar Nusantara" },
      account: {
        details: Buffer.from([8, 1]),
        accountSignatureKey: Buffer.from(accountSignatureKey),
        accountSignature: signature,
        deviceSignature: signature,
      },
      accountSyncCounter: 1, // not the first connection, so no history is waited for
    },
    BufferJSON.replacer,
  );
}
