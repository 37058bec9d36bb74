import { z } from "zod";
import type { Config } from "../../config.ts";
import { GRAPH_ROOT, GRAPH_VERSION } from "../../messengers/whatsapp-cloud/graph.ts";
import { isTokenTrouble } from "../../messengers/whatsapp-cloud/verdict.ts";
import { type Check, fault, faultsAmong, type Finding, ok, reasonOf } from "./finding.ts";

const WHAT = "WhatsApp Cloud API";
const NO_SUCH_OBJECT = 100; // "Unsupported get request. Object with ID … does not exist, cannot be loaded due to missing permissions"

const Answer = z.object({
  error: z.object({ code: z.number() }).optional(),
  verified_name: z.string().optional(),
  /** Green, yellow, red: what readers did with what they were sent lately. */
  quality_rating: z.string().optional(),
  /** CONNECTED, or why nothing goes out. */
  status: z.string().optional(),
});

/** Meta's Cloud API: its token and phone number, and what is wanted so that readers hear and are heard. Asks, and sends nothing. */
export function whatsAppCloud({
  whatsappCloud,
  publicUrl,
}: Pick<Config, "whatsappCloud" | "publicUrl">): Check {
  return {
    what: WHAT,
    async look(signal) {
      if (!whatsappCloud) return [];
      const number = await ask(whatsappCloud, signal);
      const { template, verifyToken } = whatsappCloud;
      return [
        ...number,
        ...(template === null ? [NO_TEMPLATE] : []),
        await webhook(publicUrl, verifyToken, signal),
      ];
    },
  };
}

async function ask(
  { url, token, phoneId }: NonNullable<Config["whatsappCloud"]>,
  signal: AbortSignal,
): Promise<Finding[]> {
  const address = `${url ?? GRAPH_ROOT}/${GRAPH_VERSION}/${phoneId}?fields=verified_name,quality_rating,status`;
  let response: Response;
  try {
    response = await fetch(address, { headers: { authorization: `Bearer ${token}` }, signal });
  } catch (error) {
    return [
      fault(
        WHAT,
        `cannot be reached: ${reasonOf(error)}`,
        "See whether this machine may reach graph.facebook.com by HTTPS.",
      ),
    ];
  }
  const read = Answer.safeParse(await response.json().catch(() => null));
  if (!read.success || (!response.ok && !read.data.error))
    return [
      fault(
        WHAT,
        `answers with HTTP ${response.status} and nothing of Meta's`,
        "See whether a proxy stands between, and ask again in a minute.",
      ),
    ];
  return read.data.error ? [refused(read.data.error.code)] : standing(read.data);
}

function refused(code: number): Finding {
  if (isTokenTrouble(code))
    return fault(
      WHAT,
      `refuses the token, or gives it no right to this number (error ${code}): tokens made for a trial end after a day`,
      "Make a permanent one in Meta's Business Settings (System users, with whatsapp_business_messaging and " +
        "whatsapp_business_management) and put it into WHATSAPP_CLOUD_TOKEN.",
    );
  if (code === NO_SUCH_OBJECT)
    return fault(
      WHAT,
      "knows no such phone number, or the token may not see it",
      "Put the Phone number ID (not the number itself) from WhatsApp, API Setup into WHATSAPP_CLOUD_PHONE_ID.",
    );
  return fault(
    WHAT,
    `answers with error ${code}`,
    "Look it up in Meta's list of error codes, and ask again.",
  );
}

function standing({ verified_name: name, quality_rating, status }: z.infer<typeof Answer>): Finding[] {
  const faults = faultsAmong(
    WHAT,
    [
      status !== undefined && status !== "CONNECTED",
      `the number's state is ${status}, not CONNECTED`,
      "WhatsApp Manager, Phone numbers, says what to do about it.",
    ],
    [
      quality_rating === "RED",
      "readers block or report what this number sends: its quality is RED, and Meta may restrict it",
      "Send less and only what was asked for; WhatsApp Manager shows why.",
    ],
  );
  return faults.length > 0 ? faults : [ok(WHAT, `the token may send as ${name ?? "this number"}`)];
}

const NO_TEMPLATE = fault(
  "WhatsApp template",
  "none is configured: whoever has not written within 24 hours gets no alert",
  "Have a template with one variable in its body approved in WhatsApp Manager, and name it in whatsapp.template.",
);

/** What Meta does when the webhook is set up there, done by ourselves. */
async function webhook(publicUrl: string | null, verifyToken: string, signal: AbortSignal): Promise<Finding> {
  const what = "WhatsApp webhook";
  if (publicUrl === null)
    return fault(
      what,
      "PUBLIC_URL is not set: what readers write does not reach this service",
      "Set PUBLIC_URL, and name PUBLIC_URL/whatsapp as the webhook in Meta's App Dashboard, with the field messages.",
    );
  const challenge = "doctor";
  const query = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.verify_token": verifyToken,
    "hub.challenge": challenge,
  });
  const answer = await fetch(`${publicUrl}/whatsapp?${query.toString()}`, {
    signal,
    redirect: "error",
  }).catch(() => null);
  return answer?.ok && (await answer.text()) === challenge
    ? ok(what, "leads here")
    : fault(
        what,
        "PUBLIC_URL/whatsapp does not answer as Meta wants it",
        "Start the service, and let the proxy pass /whatsapp on to PORT.",
      );
}
