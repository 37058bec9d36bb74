import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { FetchFailure } from "./fetch-failure.ts";
import { isPublicAddress } from "./network.ts";

/**
 * Connections to public addresses only. The check stands where the connection is made: on the very addresses that the socket
 * is about to use, so that neither a redirect nor a name that answers differently the second time (DNS rebinding) leads inside.
 *
 * @param allowedHosts hosts ("intranet.koran.id") or hosts with a port ("127.0.0.1:8080") that may be private nevertheless
 * @param lookup stands in for DNS in tests
 */
export function publicAgent(allowedHosts: readonly string[], lookup: LookupFunction = systemLookup): Agent {
  // A socket with a lookup function needs no host and port here: undici adds them for each connection.
  const anywhere = buildConnector({ timeout: CONNECT_MS, lookup, host: "", port: 0 });
  const publicOnly = buildConnector({ timeout: CONNECT_MS, lookup: publicLookup(lookup), host: "", port: 0 });
  return new Agent({
    maxHeaderSize: 64 * 1024, // some news sites send more cookies than Node's 16 KB
    connect(options, callback) {
      const port = options.port || (options.protocol === "https:" ? "443" : "80");
      if (allowedHosts.includes(options.hostname) || allowedHosts.includes(`${options.hostname}:${port}`)) {
        anywhere(options, callback);
      } else if (isIP(options.hostname) !== 0 && !isPublicAddress(options.hostname)) {
        callback(insideNetwork(options.hostname), null); // sockets look up names only
      } else {
        publicOnly(options, callback);
      }
    },
  });
}

const CONNECT_MS = 10_000;

/** DNS without the answers that lead inside. */
function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const answers: LookupAddress[] = Array.isArray(found)
        ? found
        : [{ address: found, family: isIP(found) }];
      const [first, ...others] = answers.filter(({ address }) => isPublicAddress(address));
      if (!first) return callback(insideNetwork(hostname), []);
      if (options.all) callback(null, [first, ...others]);
      else callback(null, first.address, first.family);
    });
  };
}

function insideNetwork(hostname: string): FetchFailure {
  return new FetchFailure("refused", `${hostname} berada di jaringan internal dan tidak boleh dibuka`);
}
