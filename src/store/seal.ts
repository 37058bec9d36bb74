import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

const NONCE = 12; // bytes, as NIST SP 800-38D wants them for GCM
const TAG = 16;

/** A key that seals values at rest with AES-256-GCM. */
export interface Seal {
  /** Identifies the key without revealing anything about it. */
  readonly keyId: Buffer;
  /** `place` is where the value belongs: sealed text that was moved to another row does not open there. */
  close(text: string, place: string): Buffer;
  /** Throws when the value was changed, moved or sealed with another key. */
  open(sealed: Buffer, place: string): string;
}

/** A seal from 32 bytes in base64. Throws an error that says how to make them. */
export function sealWith(base64: string): Seal {
  const key = Buffer.from(base64, "base64");
  if (key.length !== 32) {
    throw new Error("A session key is 32 bytes in base64. Make one with: openssl rand -base64 32");
  }
  return {
    keyId: createHmac("sha256", key).update("kabarkilat key id").digest().subarray(0, 8),
    close(text, place) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed, place) {
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE))
        .setAAD(Buffer.from(place))
        .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      return decipher.update(sealed.subarray(NONCE + TAG), undefined, "utf8") + decipher.final("utf8");
    },
  };
}
