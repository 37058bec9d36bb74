import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { FetchFailure } from "../../src/intake/fetch-failure.ts";
import { type FetchAsk, fetchPublic, type FetcherSettings, openFetcher } from "../../src/intake/fetch.ts";
import {
  cutOff,
  redirect,
  silence,
  slowloris,
  startPublisherServer,
  withBody,
  withEtag,
  withStatus,
} from "../support/publisher-server.ts";

const userAgent = "KabarKilat/uji (+https://kabarkilat.example)";

/** The failure that a fetch ends in. */
async function failure(
  url: string,
  options: Partial<FetcherSettings & FetchAsk> = {},
): Promise<FetchFailure> {
  const error: unknown = await fetchPublic(url, { userAgent, allowedHosts: [], ...options }).then(
    () => new Error("it was fetched"),
    (error: unknown) => error,
  );
  if (error instanceof FetchFailure) return error;
  throw error;
}

/** DNS that answers with these addresses, one list a question. */
function dns(...answers: string[][]): NonNullable<FetcherSettings["lookup"]> {
  return (_, __, callback) => {
    const addresses = answers.length > 1 ? answers.shift() : answers[0];
    callback(
      null,
      (addresses ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
}

describe("no way inside", () => {
  test.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.0.0.1/",
    "http://0/",
    "http://10.1.2.3/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://172.20.0.1/",
    "http://192.168.0.1:8080/",
    "http://224.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "https://127.0.0.1/",
    "http://localhost/",
    "file:///etc/passwd",
    "ftp://example.com/",
    "data:text/xml,<rss/>",
    "bukan alamat",
  ])("%s is refused", async (url) => {
    expect((await failure(url)).kind).toBe("refused");
  });

  test.each(["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1"])(
    "a public name that resolves to %s is refused",
    async (address) => {
      const refused = await failure("http://jahat.example/", { lookup: dns([address]) });
      expect(refused).toMatchObject({
        kind: "refused",
        message: expect.stringContaining("jaringan internal"),
      });
    },
  );

  test("a name that turns private on the second question is refused then: each connection is checked itself", async () => {
    await using server = await startPublisherServer();
    const { port } = new URL(server.url);
    server.answer("/", withBody("rahasia"));
    const questions: string[] = [];
    const answers = [["203.0.114.1"], ["127.0.0.1"]]; // public at first, and nobody answers there
    const url = `http://jahat.example:${port}/`;
    await using fetcher = openFetcher({
      userAgent,
      allowedHosts: [],
      limits: { milliseconds: 300 },
      lookup: (name, options, callback) => {
        questions.push(name);
        dns(answers.shift() ?? [])(name, options, callback);
      },
    });
    await expect(fetcher.fetch(url)).rejects.toMatchObject({ name: "FetchFailure" });
    await expect(fetcher.fetch(url)).rejects.toMatchObject({ kind: "refused" });
    expect(questions).toHaveLength(2);
    expect(server.asked).toHaveLength(0);
  });

  test.each([
    "http://127.0.0.1:1/",
    "http://169.254.169.254/",
    "http://[::1]:1/",
    "file:///etc/passwd",
    "//10.0.0.1/x",
  ])("a redirect to %s is not followed", async (location) => {
    await using server = await startPublisherServer();
    server.answer("/", redirect(302, location));
    const { kind } = await failure(server.url, { allowedHosts: [server.host] });
    expect(["refused", "redirects"]).toContain(kind);
  });

  test("a host is allowed with its port only, if so named", async () => {
    await using server = await startPublisherServer();
    await using neighbour = await startPublisherServer();
    server.answer("/", redirect(302, neighbour.url));
    expect((await failure(server.url, { allowedHosts: [server.host] })).kind).toBe("refused");
    neighbour.answer("/", withBody("terbuka"));
    const fetched = await fetchPublic(server.url, { userAgent, allowedHosts: ["127.0.0.1"] });
    expect(fetched.body).toBe("terbuka");
  });
});

describe("what comes back", () => {
  test("says who asks, and what it has", async () => {
    await using server = await startPublisherServer();
    server.answer("/", withEtag("isi", '"a1"'));
    const settings = { userAgent, allowedHosts: [server.host] };
    const first = await fetchPublic(server.url, settings);
    expect(first).toMatchObject({ unchanged: false, body: "isi", etag: '"a1"', movedTo: null });
    const second = await fetchPublic(server.url, {
      ...settings,
      etag: first.etag,
      lastModified: "Mon, 23 Nov 2026 02:00:00 GMT",
    });
    expect(second).toMatchObject({ unchanged: true, body: "" });
    expect(server.asked[1]?.headers).toMatchObject({
      "user-agent": userAgent,
      "if-none-match": '"a1"',
      "if-modified-since": "Mon, 23 Nov 2026 02:00:00 GMT",
    });
  });

  test.each([
    ["gzip", gzipSync("Kabar “baru”")],
    ["br", brotliCompressSync("Kabar “baru”")],
    ["deflate", deflateSync("Kabar “baru”")],
    ["identity", Buffer.from("Kabar “baru”")],
  ])("%s is unfolded", async (encoding, body) => {
    await using server = await startPublisherServer();
    server.answer("/", withBody(body, { "content-encoding": encoding, "content-type": "text/html" }));
    const fetched = await fetchPublic(server.url, { userAgent, allowedHosts: [server.host] });
    expect(fetched.body).toBe("Kabar “baru”");
  });

  test.each([
    ["permanent all the way", [301, 308], true],
    ["temporary at the end", [301, 302], false],
    ["temporary at the start", [307, 301], false],
  ])("a feed that moved, %s", async (_, [first = 0, second = 0], moved) => {
    await using server = await startPublisherServer();
    server.answer("/lama", redirect(first, "/tengah"));
    server.answer("/tengah", redirect(second, `${server.url}/baru?id=7`));
    server.answer("/baru?id=7", withBody("isi"));
    const fetched = await fetchPublic(`${server.url}/lama`, { userAgent, allowedHosts: [server.host] });
    expect(fetched.url).toBe(`${server.url}/baru?id=7`);
    expect(fetched.movedTo).toBe(moved ? `${server.url}/baru?id=7` : null);
  });

  test.each([
    ["CERT_HAS_EXPIRED", "sertifikatnya sudah kedaluwarsa"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "rantai sertifikatnya tidak lengkap"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "sertifikatnya tidak sah"],
    ["ECONNRESET", "sambungan terputus"],
  ])("%s is said in words", async (code, words) => {
    const broken = Object.assign(new Error(code), { code });
    const told = await failure("https://koran.example/", {
      lookup: (_, __, callback) => callback(broken, ""),
    });
    expect(told).toMatchObject({ kind: "unreachable", message: `koran.example: ${words}` });
  });

  test("five redirects are followed, six are not", async () => {
    await using server = await startPublisherServer();
    for (const n of [6, 5, 4, 3, 2, 1]) server.answer(`/${n}`, redirect(302, `/${n - 1}`));
    server.answer("/0", withBody("sampai"));
    const settings = { userAgent, allowedHosts: [server.host] };
    expect((await fetchPublic(`${server.url}/5`, settings)).body).toBe("sampai");
    expect((await failure(`${server.url}/6`, settings)).kind).toBe("redirects");
  });

  test.each([
    [404, null],
    [410, null],
    [429, "120"],
    [503, "Mon, 23 Nov 2026 03:00:00 GMT"],
  ])("HTTP %d is told as it is", async (status, retryAfter) => {
    await using server = await startPublisherServer();
    server.answer("/?kunci=rahasia", withStatus(status, retryAfter ? { "retry-after": retryAfter } : {}));
    const told = await failure(`${server.url}/?kunci=rahasia`, { allowedHosts: [server.host] });
    expect(told).toMatchObject({ kind: "status", status, retryAfter });
    expect(told.message).toContain(`HTTP ${status}`);
    expect(told.message).not.toContain("rahasia");
  });
});

describe("limits", () => {
  const limits = { bytes: 100_000, milliseconds: 400 };

  test.each([
    ["gzip", gzipSync(Buffer.alloc(50_000_000, "a"))],
    ["br", brotliCompressSync(Buffer.alloc(50_000_000, "a"))],
    ["identity", Buffer.alloc(200_000, "a")],
  ])("a %s bomb is stopped while it unfolds", async (encoding, body) => {
    await using server = await startPublisherServer();
    server.answer("/", withBody(body, { "content-encoding": encoding }));
    const before = process.memoryUsage().arrayBuffers;
    expect(
      (
        await failure(server.url, {
          allowedHosts: [server.host],
          limits: { ...limits, milliseconds: 15_000 },
        })
      ).kind,
    ).toBe("too-large");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  test("a compressed stream that unfolds to nothing is counted as it comes", async () => {
    await using server = await startPublisherServer();
    server.answer(
      "/",
      withBody(Buffer.concat(Array.from({ length: 10_000 }, () => gzipSync(""))), {
        "content-encoding": "gzip",
      }),
    );
    const slowly = { ...limits, milliseconds: 15_000 };
    expect((await failure(server.url, { allowedHosts: [server.host], limits: slowly })).kind).toBe(
      "too-large",
    );
  });

  test.each([
    ["silence", silence],
    ["a byte now and then", slowloris],
  ])("%s ends with the time", async (_, answer) => {
    await using server = await startPublisherServer();
    server.answer("/", answer);
    expect((await failure(server.url, { allowedHosts: [server.host], limits })).kind).toBe("timeout");
  });

  test("the time is for all redirects together", async () => {
    await using server = await startPublisherServer();
    for (const n of [4, 3, 2, 1]) {
      server.answer(
        `/${n}`,
        (request, response) => void setTimeout(() => redirect(302, `/${n - 1}`)(request, response), 150),
      );
    }
    server.answer("/0", withBody("sampai"));
    expect((await failure(`${server.url}/4`, { allowedHosts: [server.host], limits })).kind).toBe("timeout");
  });

  test("whoever asked may stop asking", async () => {
    await using server = await startPublisherServer();
    const stop = new AbortController();
    server.answer("/", () => stop.abort());
    expect((await failure(server.url, { allowedHosts: [server.host], signal: stop.signal })).kind).toBe(
      "aborted",
    );
  });

  test.each([
    ["a body cut off", cutOff("x".repeat(1000)), "unreachable"],
    ["broken gzip", withBody("bukan gzip", { "content-encoding": "gzip" }), "unreadable"],
    [
      "gzip cut off",
      withBody(gzipSync("x".repeat(9999)).subarray(0, 30), { "content-encoding": "gzip" }),
      "unreadable",
    ],
    ["broken Brotli", withBody("bukan brotli", { "content-encoding": "br" }), "unreadable"],
    ["an encoding nobody knows", withBody("?", { "content-encoding": "pak-pos" }), "unreadable"],
    ["a redirect to nowhere", withStatus(302), "redirects"],
  ])("%s is a failure, not half an article", async (_, answer, kind) => {
    await using server = await startPublisherServer();
    server.answer("/", answer);
    expect((await failure(server.url, { allowedHosts: [server.host] })).kind).toBe(kind);
  });

  test("a server that is not there is unreachable, in plain words", async () => {
    const server = await startPublisherServer();
    await server[Symbol.asyncDispose]();
    const failed = await failure(server.url, { allowedHosts: [server.host] });
    expect(failed).toMatchObject({ kind: "unreachable", message: `${server.host}: sambungan ditolak` });
  });
});

describe("a message that is sent", () => {
  const message = { body: "{}", headers: { "webhook-id": "msg_1" } };

  test("answers with the status, whatever it is, and follows no redirect", async () => {
    await using server = await startPublisherServer();
    server.answer("/500", withStatus(500));
    server.answer("/redirect", redirect(302, "/500"));
    await using fetcher = openFetcher({ userAgent, allowedHosts: [server.host] });
    expect(await fetcher.send(`${server.url}/500`, message, 5_000)).toBe(500);
    expect(await fetcher.send(`${server.url}/redirect`, message, 5_000)).toBe(302);
  });

  test("ends where no answer comes in time, and at a private address", async () => {
    await using server = await startPublisherServer();
    server.answer("/", silence);
    await using fetcher = openFetcher({ userAgent, allowedHosts: [server.host] });
    await expect(fetcher.send(`${server.url}/`, message, 50)).rejects.toMatchObject({ kind: "timeout" });
    await using guarded = openFetcher({ userAgent, allowedHosts: [], lookup: dns(["10.0.0.1"]) });
    const inside = guarded.send("https://jahat.example/", message, 5_000);
    await expect(inside).rejects.toMatchObject({ kind: "refused" });
  });
});
