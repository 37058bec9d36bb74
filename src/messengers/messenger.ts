import type { Ear } from "../chat/said.ts";
import type { MessengerName, OutgoingMessage, Recipient, SendVerdict, Sent } from "../delivery/delivery.ts";
import type { SendOptions } from "../delivery/options.ts";

/**
 * A door to a platform, used both ways. It knows the platform's protocol, forms and limits, and nothing of alerts,
 * ledgers or conversations.
 */
export interface Messenger extends AsyncDisposable {
  readonly name: MessengerName;

  /** Only the process that listens can send: both go over one socket. Absent: any worker can send. */
  readonly onlyListenerSends?: true;

  /**
   * Makes one attempt to send and says what became of it. Never throws and never retries by itself: every failure is
   * a verdict. `key` is the same for the same delivery, however often it is tried; platforms with client-chosen
   * message ids (WhatsApp) derive the id from it, so that a repeat after a crash is recognised as the same message.
   */
  send(to: Recipient, message: OutgoingMessage, key: string, options?: SendOptions): Promise<SendVerdict>;

  /**
   * Puts `message` in the place of one we sent. The verdict's `messageId` is that of the message itself, which can be
   * corrected again. Where the platform no longer allows it: `refused`. Absent where the platform knows no corrections.
   */
  correct?(to: Recipient, sent: Sent, message: OutgoingMessage, key: string): Promise<SendVerdict>;

  /** Deletes a message of ours for everybody. Verdicts as `correct`'s. */
  recall?(to: Recipient, sent: Sent, key: string): Promise<SendVerdict>;

  /**
   * Starts to receive; disposing the result stops it. Replies that the ear returns are sent to the chat that spoke, in
   * order. Called only by the process that holds the account's lease: two long pollings are a 409 on Telegram, two
   * sockets a 440 on WhatsApp.
   */
  listen(ear: Ear): Promise<AsyncDisposable>;
}
