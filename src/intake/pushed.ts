import { z } from "zod";
import { isFrontPage } from "../articles/address.ts";
import { IncomingArticle } from "../articles/article.ts";
import { plainTitle, storable } from "./incoming.ts";

/** What a publisher pushed is no article. Its faults are for the publisher's engineers: where, and what, in Indonesian. */
export class NotAnArticle extends Error {
  override name = "NotAnArticle";
  readonly faults: readonly { field: string; problem: string }[];

  constructor(faults: readonly { field: string; problem: string }[]) {
    super(faults.map(({ field, problem }) => `${field}: ${problem}`).join("; "));
    this.faults = faults;
  }
}

const Address = z
  .url({ protocol: /^https?$/, error: "alamat lengkap yang berawal http:// atau https://" })
  .max(2000, "paling banyak 2.000 karakter");

/** Text as a chat and PostgreSQL take it (or as `read` makes it); what is nothing then counts as missing. */
const text = (most: number, read: (value: string) => string | null = storable) =>
  z
    .string("harus berupa teks")
    .max(most, `paling banyak ${most.toLocaleString("id-ID")} karakter`)
    .transform((value) => read(value) ?? "")
    .refine((value) => value !== "", "tidak boleh kosong");

const MOST_TEXT = 2_000_000;

/**
 * Strict, unlike our reading of feeds: here somebody reads the answer, and a misspelt field is better refused than lost. What is null
 * is left out, as many programs write it.
 */
const Pushed = z
  .strictObject({
    url: Address.refine((url) => !isFrontPage(url), "alamat artikel itu sendiri, bukan halaman depan situs"),
    title: text(1000, plainTitle),
    html: text(MOST_TEXT).nullish(),
    text: text(MOST_TEXT).nullish(),
    publishedAt: z.iso
      .datetime({ offset: true, error: 'waktu ISO 8601 dengan zona: "2026-11-23T09:00:00+07:00"' })
      .nullish(),
    sections: z
      .array(text(100, plainTitle), "daftar nama rubrik")
      .max(20, "paling banyak 20 rubrik")
      .nullish(),
    image: Address.nullish(),
  })
  .refine(({ html, text }) => (html == null) !== (text == null), {
    path: ["html"],
    message: "beri html atau text, salah satu",
  });

/** An article as a publisher pushes it, from parsed JSON. Throws NotAnArticle. */
export function readPushed(json: unknown, source: string): IncomingArticle {
  const pushed = Pushed.safeParse(json, { reportInput: true });
  if (!pushed.success) throw new NotAnArticle(pushed.error.issues.flatMap(faultsOf));
  const { url, title, html, text, publishedAt, sections, image } = pushed.data;
  return IncomingArticle.parse({
    source,
    url,
    guid: null,
    title,
    body: html == null ? { form: "text", content: text ?? "" } : { form: "html", content: html },
    teaser: false,
    sections: [...new Set(sections)],
    image: image ?? null,
    publishedAt: publishedAt ?? null,
  });
}

function faultsOf(issue: z.core.$ZodIssue): { field: string; problem: string }[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((field) => ({ field: field.slice(0, 100), problem: "tidak dikenal" }));
  const field = issue.path.join(".") || "(isi)";
  if (issue.code === "invalid_type" && issue.input === undefined) return [{ field, problem: "harus ada" }];
  return [
    {
      field,
      problem:
        issue.code === "invalid_type" && issue.path.length === 0 ? "harus berupa objek JSON" : issue.message,
    },
  ];
}
