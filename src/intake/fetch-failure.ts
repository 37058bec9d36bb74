/** Why an address could not be fetched, in our few words. */
export type FetchFailureKind =
  | "refused" // not http(s), or an address inside a private network
  | "unreachable" // no such name, connection refused or lost
  | "timeout"
  | "redirects" // too many, or one that leads nowhere
  | "moved" // to the site's front page, which is what many do while they have no page
  | "status" // the server answered, but not with what was asked for
  | "too-large"
  | "unreadable" // broken compression
  | "aborted"; // we stopped asking

/** The one error that fetching throws. Its message is for editors: plain Indonesian, no address beyond the host, no secret. */
export class FetchFailure extends Error {
  override name = "FetchFailure";
  readonly kind: FetchFailureKind;
  /** The HTTP status, for the kind "status". */
  readonly status: number | null;
  /** The header Retry-After as it came. */
  readonly retryAfter: string | null;

  constructor(
    kind: FetchFailureKind,
    message: string,
    details: { status?: number; retryAfter?: string | null; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.status = details.status ?? null;
    this.retryAfter = details.retryAfter ?? null;
  }
}

/** What an HTTP status other than success means to an editor. */
export function statusFailure(status: number, host: string, retryAfter: string | null): FetchFailure {
  const words: Record<number, string> = {
    401: "meminta kata sandi",
    403: "menolak permintaan kami",
    404: "tidak mengenal alamat ini",
    410: "menyatakan alamat ini sudah dihapus untuk selamanya",
    429: "meminta kami lebih jarang bertanya",
    503: "sedang tidak melayani",
  };
  const meaning = words[status] ?? (status >= 500 ? "sedang bermasalah" : "tidak memberikan isinya");
  return new FetchFailure("status", `${host} ${meaning} (HTTP ${status})`, { status, retryAfter });
}

/** The same failure to whoever runs the service, in English as all that a terminal says. */
export function toOperator({ kind, status }: FetchFailure): string {
  return status === null ? IN_ENGLISH[kind] : `its server answers with HTTP ${status}`;
}

const IN_ENGLISH: Record<FetchFailureKind, string> = {
  refused: "its address is inside a private network, or no web address",
  unreachable: "it cannot be reached: no such name, or nothing answers there",
  timeout: "it gave no answer in time",
  redirects: "it sends us from one address to another without end",
  moved: "its server sends us to the front page",
  status: "its server answers with an error",
  "too-large": "it is too large",
  unreadable: "its compression is broken",
  aborted: "it gave no answer in time",
};
