import { PASTE } from "../../articles/article.ts";
import { hasPassword, Source } from "../../intake/source.ts";
import { addSource, pauseSource, removeSource, resumeSource } from "../../store/sources/desk-sources.ts";
import type { SourceDesk, SourceFault, SourceForm, Trial } from "../../web/desk/source-ports.ts";
import type { Core } from "../core.ts";
import type { SourceBook } from "../intake/source-book.ts";

/** Ids that have another meaning in the store or in the pages' addresses. */
const RESERVED: ReadonlySet<string> = new Set([PASTE, "baru"]);

/** Trying, adding, pausing and removing sources. */
export function openSourceDesk(
  wiring: Pick<Core, "pool" | "now"> & {
    /** The sources of the configuration file, which editors cannot change. */
    configured: readonly Source[];
    book: SourceBook;
    tryOut(source: Source): Promise<Trial>;
  },
): SourceDesk {
  const { pool, book, now, tryOut } = wiring;
  const find = (id: string): Source | undefined => book.all().find((source) => source.id === id);
  const configured = new Set(wiring.configured.map(({ id }) => id));

  async function change<T>(doing: Promise<T>): Promise<T> {
    const done = await doing;
    await book.refresh();
    return done;
  }

  return {
    one(id) {
      const source = find(id);
      return source ? { source, fromFile: configured.has(id), paused: book.isPaused(id) } : null;
    },

    async tryOut(id) {
      const source = find(id);
      return source ? tryOut(source) : null;
    },

    async tryForm(form) {
      const read = sourceOf(form);
      return read.kind === "source" ? tryOut(read.source) : read;
    },

    async add(form, by) {
      const read = sourceOf(form);
      if (read.kind === "fault") return read;
      const { source } = read;
      const added = await change(addSource(pool, source, { by, at: now() }));
      return added
        ? { kind: "added", id: source.id }
        : { kind: "fault", why: "Sumber dengan nama itu baru saja ditambahkan orang lain.", field: "name" };
    },

    remove: (id, by) => change(removeSource(pool, id, { by, at: now() })),
    async pause(id, by) {
      if (find(id)) await change(pauseSource(pool, id, { by, at: now() }));
    },
    resume: (id, by) => change(resumeSource(pool, id, { by, at: now() })),
  };

  function sourceOf(form: SourceForm): { kind: "source"; source: Source } | SourceFault {
    const { name, policy, topics, breaking, site } = form;
    const address = form.kind === "sitemap" ? { sitemap: form.address } : { feed: form.address };
    const id = freeId(name, (taken) => RESERVED.has(taken) || find(taken) !== undefined);
    const read = Source.safeParse({ id, name, ...address, ...(site && { site }), policy, topics, breaking });
    if (!read.success) {
      const field = read.error.issues[0]?.path[0] === "site" ? "site" : "address";
      return { kind: "fault", why: whyNot(field === "site" ? site : form.address), field };
    }
    const known = book.all().find(({ feed, sitemap }) => [feed, sitemap].includes(form.address));
    if (known)
      return { kind: "fault", why: `Alamat itu sudah menjadi sumber: ${known.name}.`, field: "address" };
    return { kind: "source", source: read.data };
  }
}

function whyNot(address: string): string {
  return hasPassword(address)
    ? "Alamat sumber tidak boleh memuat nama pengguna dan kata sandi: ia terlihat oleh seluruh redaksi. Minta alamat tanpa kata sandi dari medianya."
    : `“${address}” bukan alamat web. Tulis lengkap dengan https://`;
}

/** An id made of the name that nobody has: "Kabar Kota" is kabar-kota, or kabar-kota-2. */
function freeId(name: string, taken: (id: string) => boolean): string {
  const base =
    name
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 40) || "sumber";
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken(id)) return id;
  }
}
