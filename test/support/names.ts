import dns from "node:dns";
import { existsSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/**
 * Loaded before the service (`--import`): a DNS that knows the names under .uji, all on loopback, for as long as the file in
 * DNS_ANSWERS_WHILE is there. Without it, it does not answer.
 */
const real = dns.lookup;
const file = process.env["DNS_ANSWERS_WHILE"] ?? "";

function lookup(name: string, ...rest: unknown[]): void {
  const found = rest.at(-1);
  if (!name.endsWith(".uji") || typeof found !== "function") return Reflect.apply(real, dns, [name, ...rest]);
  const all = Object(rest[0]).all === true;
  setImmediate(() => {
    if (!existsSync(file)) {
      const error = Object.assign(new Error(`getaddrinfo EAI_AGAIN ${name}`), {
        code: "EAI_AGAIN",
        hostname: name,
      });
      return found(error);
    }
    return all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);
  });
}
dns.lookup = Object.assign(lookup, { __promisify__: real.__promisify__ });
syncBuiltinESMExports();
