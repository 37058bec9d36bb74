import { createHash } from "node:crypto";
import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  hkdf,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  WA_CERT_DETAILS,
} from "@whiskeysockets/baileys";

const NOTHING = Buffer.alloc(0);
const root = Curve.generateKeyPair();

/** Makes Baileys, in this test file alone, trust our certificates in place of WhatsApp's. */
export function trustTestCertificates(): void {
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root.public);
}

/** The server's half of WhatsApp's Noise_XX_25519_AESGCM_SHA256 handshake and the transport after it. */
export function noiseServer() {
  let hash = Buffer.from(NOISE_MODE);
  let salt = hash;
  let key = hash;
  let counter = 0;
  let rest = NOTHING;
  let introduced = false;
  let transport: { read: Buffer; write: Buffer; reads: number; writes: number } | null = null;
  const ephemeral = Curve.generateKeyPair();
  const fixed = Curve.generateKeyPair();

  const mixHash = (data: Uint8Array): void => {
    hash = createHash("sha256").update(hash).update(data).digest();
  };
  const mixKey = (secret: Uint8Array): void => {
    const derived = Buffer.from(hkdf(secret, 64, { salt, info: "" }));
    salt = derived.subarray(0, 32);
    key = derived.subarray(32);
    counter = 0;
  };
  const seal = (plain: Uint8Array): Buffer => {
    const sealed = aesEncryptGCM(plain, key, iv(counter++), hash);
    mixHash(sealed);
    return sealed;
  };
  const unseal = (sealed: Uint8Array): Buffer => {
    const plain = aesDecryptGCM(sealed, key, iv(counter++), hash);
    mixHash(sealed);
    return plain;
  };
  mixHash(NOISE_WA_HEADER);

  return {
    /** The whole frames in what has come so far, still sealed. */
    frames(bytes: Buffer): Buffer[] {
      rest = Buffer.concat([rest, introduced ? bytes : bytes.subarray(NOISE_WA_HEADER.length)]);
      introduced = true;
      const frames = [];
      while (rest.length >= 3 && rest.length >= 3 + rest.readUIntBE(0, 3)) {
        const size = rest.readUIntBE(0, 3);
        frames.push(rest.subarray(3, 3 + size));
        rest = rest.subarray(3 + size);
      }
      return frames;
    },
    /** Answers the client's hello. */
    hello(frame: Buffer): Buffer {
      const theirs = proto.HandshakeMessage.decode(frame).clientHello?.ephemeral;
      if (!theirs) throw new Error("no client hello");
      mixHash(theirs);
      mixHash(ephemeral.public);
      mixKey(Curve.sharedKey(ephemeral.private, theirs));
      const sealedStatic = seal(fixed.public);
      mixKey(Curve.sharedKey(fixed.private, theirs));
      const serverHello = {
        ephemeral: ephemeral.public,
        static: sealedStatic,
        payload: seal(certificates(fixed.public)),
      };
      return framed(proto.HandshakeMessage.encode({ serverHello }).finish());
    },
    /** Takes the client's finish and gives its payload: who wants to log in or register. */
    finish(frame: Buffer): proto.ClientPayload {
      const finish = proto.HandshakeMessage.decode(frame).clientFinish;
      if (!finish?.static || !finish.payload) throw new Error("no client finish");
      mixKey(Curve.sharedKey(ephemeral.private, unseal(finish.static)));
      const payload = proto.ClientPayload.decode(unseal(finish.payload));
      const derived = Buffer.from(hkdf(NOTHING, 64, { salt, info: "" }));
      transport = { read: derived.subarray(0, 32), write: derived.subarray(32), reads: 0, writes: 0 };
      return payload;
    },
    open(frame: Buffer): Buffer {
      if (!transport) throw new Error("no transport yet");
      return aesDecryptGCM(frame, transport.read, iv(transport.reads++), NOTHING);
    },
    close(plain: Uint8Array): Buffer {
      if (!transport) throw new Error("no transport yet");
      return framed(aesEncryptGCM(plain, transport.write, iv(transport.writes++), NOTHING));
    },
  };
}

function certificates(leafKey: Uint8Array): Uint8Array {
  const intermediate = Curve.generateKeyPair();
  const { Details } = proto.CertChain.NoiseCertificate;
  const intermediateDetails = Details.encode({
    serial: 1,
    issuerSerial: 0,
    key: intermediate.public,
  }).finish();
  const leafDetails = Details.encode({ serial: 2, issuerSerial: 1, key: leafKey }).finish();
  return proto.CertChain.encode({
    leaf: { details: leafDetails, signature: Curve.sign(intermediate.private, leafDetails) },
    intermediate: { details: intermediateDetails, signature: Curve.sign(root.private, intermediateDetails) },
  }).finish();
}

function framed(bytes: Uint8Array): Buffer {
  const size = Buffer.alloc(3);
  size.writeUIntBE(bytes.length, 0, 3);
  return Buffer.concat([size, bytes]);
}

function iv(counter: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 8);
  return bytes;
}
