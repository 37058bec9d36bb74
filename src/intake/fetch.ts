import type { LookupFunction } from "node:net";
import type { Readable } from "node:stream";
import { type Agent, type Dispatcher, request } from "undici";
import { webAddress } from "../articles/web-address.ts";
import { codeOf } from "../error-code.ts";
import { readBody } from "./body.ts";
import { decodeText } from "./charset.ts";
import { FetchFailure, statusFailure } from "./fetch-failure.ts";
import { publicAgent } from "./public-agent.ts";

/** Fetches one address of the public web. Throws FetchFailure and nothing else. */
export type Fetch = (url: string, ask?: FetchAsk) => Promise<Fetched>;

export interface FetchAsk {
  /** The media types we can use, as the header Accept says it. */
  accept?: string;
  /** Validators of what we have: the server may answer "unchanged". */
  etag?: string | null;
  lastModified?: string | null;
  signal?: AbortSignal;
}

export interface Fetched {
  /** Unchanged since the validators (304): the body is empty. */
  unchanged: boolean;
  /** The text, decoded. */
  body: string;
  /** Where it was found at last. */
  url: string;
  /** The same, if every redirect on the way was permanent (301, 308); null where there was none or one was temporary. */
  movedTo: string | null;
  contentType: string | null;
  etag: string | null;
  lastModified: string | null;
  cacheControl: string | null;
  /** Every header Link, joined as one (RFC 8288). */
  link: string | null;
}

export interface FetcherSettings {
  /** Who asks: "KabarKilat/0.1.0 (+https://…)". */
  userAgent: string;
  /** See publicAgent. */
  allowedHosts: readonly string[];
  limits?: Partial<FetchLimits>;
  lookup?: LookupFunction;
}

interface FetchLimits {
  /** Of a body, before and after decompression. Indonesian news pages are 0.1–0.5 MB, the longest feeds 2 MB. */
  bytes: number;
  /** For everything together: DNS, connections, redirects, the body's last byte. */
  milliseconds: number;
  redirects: number;
}

const DEFAULT_LIMITS: FetchLimits = { bytes: 5_000_000, milliseconds: 15_000, redirects: 5 };

export interface Fetcher extends AsyncDisposable {
  fetch: Fetch;
  post: Post;
  send: Send;
}

/**
 * Sends a form, under the same guard as every fetch, and reads nothing of the answer. Redirects are not followed. Throws
 * FetchFailure for every answer but a 2xx, and nothing else.
 */
export type Post = (url: string, form: Record<string, string>, signal?: AbortSignal) => Promise<void>;

/**
 * Posts a message under the same guard within `milliseconds`, and reads nothing of the answer but its status, whatever it is.
 * Redirects are not followed. Throws FetchFailure where no answer came, and nothing else.
 */
export type Send = (
  url: string,
  message: { body: string; headers: Record<string, string> },
  milliseconds: number,
  signal?: AbortSignal,
) => Promise<number>;

/** Opens what fetches, with its connections kept for the next time. Disposing it cuts what is under way. */
export function openFetcher(settings: FetcherSettings): Fetcher {
  const agent = publicAgent(settings.allowedHosts, settings.lookup);
  const limits = { ...DEFAULT_LIMITS, ...settings.limits };
  return {
    fetch: (url, ask = {}) => {
      const headers = headersOf(settings.userAgent, ask);
      return within(limits, url, ask.signal, (signal) =>
        follow(limits, { dispatcher: agent, headers, signal }, url),
      );
    },
    post: (url, form, aborted) =>
      within(limits, url, aborted, async (signal) => {
        const headers = {
          "user-agent": settings.userAgent,
          "content-type": "application/x-www-form-urlencoded",
        };
        const content = { method: "POST", body: new URLSearchParams(form).toString() } as const;
        await send({ dispatcher: agent, headers, signal, ...content }, url);
      }),
    send: (url, { body, headers }, milliseconds, aborted) =>
      within({ ...limits, milliseconds }, url, aborted, async (signal) => {
        const answer = await request(fetchable(url), {
          dispatcher: agent,
          headers: { "user-agent": settings.userAgent, ...headers },
          signal,
          method: "POST",
          body,
        });
        discard(answer.body);
        return answer.statusCode;
      }),
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

/** One fetch and no more: for a command. Whoever fetches often opens a fetcher. */
export async function fetchPublic(url: string, options: FetcherSettings & FetchAsk): Promise<Fetched> {
  await using fetcher = openFetcher(options);
  return await fetcher.fetch(url, options);
}

/** Whatever goes wrong inside becomes a FetchFailure, the time limit and the caller's own end included. */
async function within<T>(
  limits: FetchLimits,
  url: string,
  aborted: AbortSignal | undefined,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(limits.milliseconds);
  const host = URL.parse(url)?.host ?? "";
  try {
    return await act(aborted ? AbortSignal.any([aborted, timeout]) : timeout);
  } catch (error) {
    if (error instanceof FetchFailure) throw error;
    if (aborted?.aborted) throw new FetchFailure("aborted", "dihentikan", { cause: error });
    if (timeout.aborted) {
      const seconds = Math.round(limits.milliseconds / 1000);
      throw new FetchFailure("timeout", `${host} tidak selesai menjawab dalam ${seconds} detik`, {
        cause: error,
      });
    }
    throw connectionFailure(error, host);
  }
}

type Request = Pick<Dispatcher.RequestOptions, "headers" | "signal"> & { dispatcher: Agent };

async function follow(limits: FetchLimits, options: Request, start: string): Promise<Fetched> {
  let address = fetchable(start);
  let permanent = true;
  for (let hops = 0; hops <= limits.redirects; hops++) {
    const { statusCode, headers, body } = await request(address, options);
    const header = (name: string) => [headers[name] ?? []].flat()[0] ?? null;
    if (isRedirect(statusCode)) {
      discard(body);
      permanent &&= statusCode === 301 || statusCode === 308;
      address = fetchable(header("location") ?? "", address);
      continue;
    }
    if (statusCode !== 304 && (statusCode < 200 || statusCode > 299)) {
      discard(body);
      throw statusFailure(statusCode, address.host, header("retry-after"));
    }
    const unchanged = statusCode === 304; // and its empty body is read too, which keeps the connection
    const bytes = await readBody(
      body,
      unchanged ? null : header("content-encoding"),
      limits.bytes,
      address.host,
    );
    return {
      unchanged,
      body: decodeText(bytes, header("content-type")),
      url: address.href,
      movedTo: permanent && hops > 0 ? address.href : null,
      contentType: header("content-type"),
      etag: header("etag"),
      lastModified: header("last-modified"),
      cacheControl: header("cache-control"),
      link: [headers["link"] ?? []].flat().join(", ") || null,
    };
  }
  throw new FetchFailure("redirects", `${address.host} mengalihkan lebih dari ${limits.redirects} kali`);
}

async function send(
  options: Request & Pick<Dispatcher.RequestOptions, "method" | "body">,
  url: string,
): Promise<void> {
  const address = fetchable(url);
  const { statusCode, headers, body } = await request(address, options);
  discard(body);
  if (statusCode >= 200 && statusCode <= 299) return;
  throw statusFailure(statusCode, address.host, [headers["retry-after"] ?? []].flat()[0] ?? null);
}

/** http and https only: no file:, no data:. */
function fetchable(reference: string, base?: URL): URL {
  const address = base && reference === "" ? null : webAddress(reference, base?.href);
  if (address) return address;
  if (base) throw new FetchFailure("redirects", `${base.host} mengalihkan ke alamat yang tidak dapat dibuka`);
  throw new FetchFailure("refused", "alamat harus berawal http:// atau https://");
}

function headersOf(userAgent: string, ask: FetchAsk): Record<string, string> {
  return {
    "user-agent": userAgent,
    accept: ask.accept ?? "*/*",
    "accept-encoding": "gzip, br",
    ...(ask.etag ? { "if-none-match": ask.etag } : {}),
    ...(ask.lastModified ? { "if-modified-since": ask.lastModified } : {}),
  };
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** A body that nobody reads holds its connection; destroyed, it tells of it as an error. */
function discard(body: Readable): void {
  body.on("error", () => undefined).destroy();
}

function connectionFailure(error: unknown, host: string): FetchFailure {
  const code = codeOf(error);
  if (code.startsWith("Z_") || code.startsWith("ERR__ERROR_")) {
    // zlib's names, and Brotli's
    return new FetchFailure("unreadable", `${host} mengirim isi yang rusak atau terpotong`, { cause: error });
  }
  const words: Record<string, string> = {
    ENOTFOUND: "nama situs tidak ditemukan",
    EAI_AGAIN: "nama situs tidak dapat dicari saat ini",
    ECONNREFUSED: "sambungan ditolak",
    ETIMEDOUT: "tidak dapat dihubungi",
    EHOSTUNREACH: "tidak dapat dihubungi",
    ENETUNREACH: "tidak dapat dihubungi",
    UND_ERR_CONNECT_TIMEOUT: "tidak dapat dihubungi",
    CERT_HAS_EXPIRED: "sertifikatnya sudah kedaluwarsa",
    // A server that does not send what stands between its own certificate and the root: browsers fetch it by themselves.
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "rantai sertifikatnya tidak lengkap",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "rantai sertifikatnya tidak lengkap",
  };
  const meaning =
    words[code] ?? (/CERT|TLS|SSL|ALTNAME/.test(code) ? "sertifikatnya tidak sah" : "sambungan terputus");
  return new FetchFailure("unreachable", `${host}: ${meaning}`, { cause: error });
}
