import type { AlertContent } from "../alerts/alert.ts";
import { carryOut, type Speech } from "./carry-out.ts";
import { claiming } from "./claiming.ts";
import type { Delivery, SendVerdict } from "./delivery.ts";
import { haltsWatch } from "./halts.ts";
import { handsOn } from "./hands.ts";
import { inTime } from "./in-time.ts";
import type { ClaimedAlert, Settlement } from "./ledger.ts";
import type { DeliveryOptions, DeliveryPorts, Sender } from "./options.ts";
import { pacer } from "./pace.ts";
import { places } from "./places.ts";
import { recorder } from "./recorder.ts";
import { renderSpeech } from "./render.ts";
import { afterAttempt } from "./retry.ts";

/**
 * The engine: claims a batch of deliveries, sends them with bounded concurrency at the account's pace, and writes their verdicts in groups
 * as they come. A send starts only
 *
 *   - when fewer than `concurrency` are in flight and fewer than `unwritten` verdicts wait to be written: a kill -9 repeats at most as many
 *     sends as the sum of both;
 *   - at a slot of the account's pace;
 *   - while nobody has stopped sending or this alert, and the account is not held off;
 *   - while enough of the claim's lease is left to get its verdict and write it.
 *
 * Deliveries that may not start go back to the ledger. A batch succeeds when every row has its own verdict or went back; one dead chat
 * never holds back the rest.
 */
export interface Sending extends AsyncDisposable {
  /**
   * Takes up to half a batch and starts its sends. Resolves when the last has started (not ended): the next half goes on
   * while the slowest of this one are still under way. Rejects where the ledger does: what was claimed comes back
   * when its lease ends.
   */
  batch(signal: AbortSignal): Promise<Batch>;
  /** Resolves when every send under way has its verdict and it is written. Disposing waits for the same. */
  settled(): Promise<void>;
}

export interface Batch {
  /** How many deliveries were claimed, whatever became of them. */
  claimed: number;
  /** There may be more to send at once. False: nothing was due, or sending must pause. */
  more: boolean;
}

export function startSending(messenger: Sender, ports: DeliveryPorts, options: DeliveryOptions): Sending {
  const { ledger, pace, clock, random, report } = ports;
  const { concurrency } = options;
  const inFlight = places(concurrency);
  const atRisk = places(concurrency + options.unwritten); // of being sent again, if we are killed
  const claims = claiming(ledger, messenger.name, options, clock);
  const slots = pacer(pace, messenger.name, options.perSecond, clock);
  const answerWithinMs = Math.min(options.sendWithinMs, options.leaseMs / 2);
  const answered = inTime(answerWithinMs, clock);
  const verdicts = recorder(
    {
      write: (...asked) => ledger.settle(...asked),
      safe: (group) => group.forEach(() => atRisk.give()),
      done: written,
    },
    {
      groupOf: options.unwritten,
      withinMs: options.groupWithinMs,
      tryForMs: options.leaseMs,
    },
    clock,
  );
  const hands = handsOn(ledger, clock, report.fault);
  let heldUntil = 0;

  return {
    batch,
    settled,
    async [Symbol.asyncDispose]() {
      await dropAhead();
      await settled();
    },
  };

  async function settled(): Promise<void> {
    await atRisk.allFree();
    await verdicts.written();
    await hands.told();
  }

  async function batch(signal: AbortSignal): Promise<Batch> {
    const claim = await claims.next();
    const alerts = new Map(
      [...claim.alerts].map(([id, alert]) => [id, { ...alert, speech: speechOf(alert.content) }]),
    );
    const halts = haltsWatch(ledger, messenger.name, claim.alerts.values(), claim.claimedAt);
    const unsent = new Set(claim.deliveries);
    const sends: Promise<void>[] = [];
    const over = claim.deliveries.length > 0 ? report.batched?.(claim) : undefined;
    let open = true;
    if (claim.id !== null) hands.take(claim.id, claim.deliveries);

    try {
      for (const [i, delivery] of claim.deliveries.entries()) {
        const alert = alerts.get(delivery.alertId);
        const left = claim.deliveries.length - i;
        if (open) claims.left(left, claim);
        if (!open || !alert || claim.id === null || !(await mayStart(delivery, left))) continue;
        unsent.delete(delivery);
        sends.push(send(delivery, alert, claim.id));
      }
    } finally {
      if (over) void Promise.all(sends).then(over);
      const back = claim.id === null ? null : hands.started(claim.id, unsent);
      if (!open) await dropAhead();
      if (unsent.size > 0) await back;
    }
    return {
      claimed: claim.deliveries.length,
      more: open && claim.deliveries.length + claim.withdrawn > 0,
    };

    /** Takes the places that a send needs, and says whether it may start. Closes the batch where none of the rest may start either. */
    async function mayStart(delivery: Delivery, wanted: number): Promise<boolean> {
      let may = false;
      // Nearly always a place is free, and an await would cost more than the check.
      if (!inFlight.takeNow()) await inFlight.take();
      if (!atRisk.takeNow()) await atRisk.take();
      try {
        const ahead = wanted + claims.coming();
        const askAgain = slots.slotNow(ahead) ? null : await slots.slot(ahead, signal);
        let now = clock.now();
        let stopped = halts.known(now);
        if (stopped === null) {
          stopped = await halts.ask(now);
          now = clock.now();
        }
        const leaseEnds = claim.leaseUntil - now.getTime() < answerWithinMs + options.leaseMs * TO_WRITE;
        open = !(askAgain || stopped.all || signal.aborted || now.getTime() < heldUntil || leaseEnds);
        may = open && !stopped.alerts.has(delivery.alertId);
        return may;
      } finally {
        if (!may) {
          inFlight.give();
          atRisk.give();
        }
      }
    }
  }

  async function dropAhead(): Promise<void> {
    const ahead = await claims.drop();
    if (ahead === null) return;
    hands.take(ahead, []);
    await hands.started(ahead, []);
  }

  /** One attempt: sends, records the verdict, and gives its place back. Never rejects. */
  async function send(delivery: Delivery, alert: Spoken, claim: number): Promise<void> {
    const startedAt = clock.now().getTime();
    const { speech } = alert;
    const verdict =
      speech.kind === "refused"
        ? speech
        : await answered(() => carryOut(messenger, delivery, speech, keyOf(delivery, alert)));
    inFlight.give();
    const at = clock.now();
    const { attempts, failingSince } = delivery;
    const tried = { attempts, failingSince, breaking: alert.content.breaking };
    const outcome = afterAttempt(verdict, tried, at, random(), options.patience);
    if (verdict.kind === "later" && verdict.everyone && outcome.state === "waiting")
      await holdOff(outcome.dueAt);
    const chatFreeAt = new Date(at.getTime() + options.spacingMs[delivery.to.kind]);
    verdicts.record({ claim, delivery, outcome, at, chatFreeAt });
    report.attempted(delivery, verdict, at.getTime() - startedAt, alert.trace);
  }

  async function holdOff(until: Date): Promise<void> {
    heldUntil = Math.max(heldUntil, until.getTime());
    try {
      await pace.holdOff(messenger.name, until);
    } catch (error) {
      report.fault("The hold-off could not be written down; other workers go on", error);
    }
  }

  function written(group: readonly Settlement[], error: unknown): void {
    if (error === undefined) hands.written(group);
    else report.fault(`${group.length} verdicts could not be written down`, error);
  }
}

type Spoken = ClaimedAlert & { speech: Speech | Extract<SendVerdict, { kind: "refused" }> };

const TO_WRITE = 1 / 12; // share of the lease reserved for writing the verdict on a bad day: 5 of 60 s

function speechOf(content: AlertContent): Spoken["speech"] {
  try {
    return { kind: "speech", ...renderSpeech(content) };
  } catch (error) {
    return { kind: "refused", why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Platforms take the key for the message's identity: it is the same for every attempt at the same content, and differs for every other
 * content (a phone that has the wrong words would drop the right ones as a repeat). The time of the decision keeps keys apart after the
 * database was made anew and counts from 1 again.
 */
function keyOf(delivery: Delivery, alert: ClaimedAlert): string {
  return `${alert.id}.${delivery.act}.${delivery.chatId}.${alert.decidedAt?.getTime() ?? 0}.${alert.version}`;
}
