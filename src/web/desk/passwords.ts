import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/**
 * Passwords as argon2id. Parameters: OWASP Password Storage Cheat Sheet, 19 MiB of memory, 2 passes, 1 lane. They are written into
 * the hash, so that later ones can be stronger.
 */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await tagOf(password, salt, MEMORY_KIB, PASSES, LANES);
  const form = `m=${MEMORY_KIB},t=${PASSES},p=${LANES}`;
  return `$argon2id$v=19$${form}$${salt.toString("base64url")}$${tag.toString("base64url")}`;
}

/** Takes the same time where there is no hash (and is false then), so that nobody learns who has a password. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, memory, passes, lanes, salt, tag] = FORM.exec(hash ?? "") ?? [];
  if (salt === undefined || tag === undefined) {
    await tagOf(password, randomBytes(16), MEMORY_KIB, PASSES, LANES);
    return false;
  }
  const expected = Buffer.from(tag, "base64url");
  const found = await tagOf(
    password,
    Buffer.from(salt, "base64url"),
    Number(memory),
    Number(passes),
    Number(lanes),
  );
  return found.length === expected.length && timingSafeEqual(found, expected);
}

const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/;
const derive = promisify(argon2);

function tagOf(
  password: string,
  nonce: Buffer,
  memory: number,
  passes: number,
  parallelism: number,
): Promise<Buffer> {
  return derive("argon2id", {
    message: password.normalize("NFKC"),
    nonce,
    memory,
    passes,
    parallelism,
    tagLength: TAG_BYTES,
  });
}
