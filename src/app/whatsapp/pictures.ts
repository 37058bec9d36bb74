import { request } from "undici";
import { webAddress } from "../../articles/web-address.ts";
import { readBody } from "../../intake/body.ts";
import { publicAgent } from "../../intake/public-agent.ts";

/** Fetches articles' pictures, from public addresses only, and limited in size. */
export interface Pictures extends AsyncDisposable {
  fetch(url: string, signal: AbortSignal): Promise<Uint8Array>;
}

const LIMIT = 5_000_000; // bytes; the Cloud API's limit for a picture, and Channels' is not below it
const REDIRECTS = 3;

export function openPictures(settings: { userAgent: string; allowedHosts: readonly string[] }): Pictures {
  const dispatcher = publicAgent(settings.allowedHosts);
  const headers = { "user-agent": settings.userAgent, accept: "image/jpeg, image/png" };
  return {
    async fetch(url, signal) {
      let address = fetchable(url);
      for (let hops = 0; hops <= REDIRECTS; hops++) {
        const response = await request(address, { dispatcher, headers, signal });
        const { location } = response.headers;
        if (response.statusCode === 200) return readBody(response.body, null, LIMIT, address.host);
        response.body.on("error", () => undefined).destroy();
        if (typeof location !== "string") throw new Error(`${address.host} answered ${response.statusCode}`);
        address = fetchable(location, address);
      }
      throw new Error(`${address.host} redirects without end`);
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

function fetchable(reference: string, base?: URL): URL {
  const address = webAddress(reference, base?.href);
  if (!address) throw new Error("a picture's address is http or https");
  return address;
}
