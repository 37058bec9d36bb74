import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createBrotliDecompress, createUnzip, gunzip } from "node:zlib";
import { FetchFailure } from "./fetch-failure.ts";

/**
 * Reads a body to its end, unfolded. Counted as it comes and as it unfolds, so that neither an endless stream nor a small bomb
 * is ever held in memory. A file that is gzip in itself (sitemap.xml.gz) is unfolded too, whatever the server calls it.
 *
 * @param most bytes, before and after decompression
 */
export async function readBody(
  body: Readable,
  encoding: string | null,
  most: number,
  host: string,
): Promise<Uint8Array> {
  const atMost = async function* (chunks: AsyncIterable<Uint8Array>) {
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > most) throw tooLarge(host, most);
      yield chunk;
    }
  };
  const unfold = decompressor(encoding, host);
  const collect = async (chunks: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(chunks));
  const bytes = await (unfold
    ? pipeline(body, atMost, unfold, atMost, collect)
    : pipeline(body, atMost, collect));
  return isGzip(bytes) ? unfoldFile(bytes, most, host) : bytes;
}

/** We ask for gzip and Brotli; "deflate" comes unasked from old servers. Nothing is folded twice by an honest one. */
function decompressor(encoding: string | null, host: string) {
  switch (encoding?.trim().toLowerCase() || "identity") {
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
    case "deflate":
      return createUnzip();
    case "br":
      return createBrotliDecompress();
    default:
      throw new FetchFailure("unreadable", `${host} mengirim isi dalam kemasan yang tidak kami kenal`);
  }
}

/** RFC 1952, 2.3.1: no text begins so. */
function isGzip([a, b, c]: Uint8Array): boolean {
  return a === 0x1f && b === 0x8b && c === 8;
}

const gunzipped = promisify(gunzip);

async function unfoldFile(bytes: Uint8Array, most: number, host: string): Promise<Uint8Array> {
  try {
    return await gunzipped(bytes, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(host, most);
    throw error;
  }
}

function tooLarge(host: string, most: number): FetchFailure {
  return new FetchFailure("too-large", `${host} mengirim lebih dari ${most / 1_000_000} MB`);
}
