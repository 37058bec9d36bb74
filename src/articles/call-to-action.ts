import type { CallToAction } from "./article.ts";
import {
  callsBehindPrelude,
  channelAddress,
  type Invitation,
  invitationIn,
  isButton,
  isLead,
  isQuoted,
  isSequel,
  mentionsPlatform,
  preludeIn,
} from "./invitation.ts";
import { BOUNDARY, cut, join, type Span, without } from "./line.ts";
import { pieces } from "./pieces.ts";
import type { RawLine } from "./raw-article.ts";
import { type About, isSubjectsChannel } from "./whose-channel.ts";

/**
 * Takes the calls to action out of the lines and returns the one to keep: WhatsApp before Telegram, one with
 * a link before one without, the first before the others. Its text is the article's own to the letter, on one
 * line: where the source breaks the line, one space stands. It ends before it would be too long for an alert. A block of several sentences
 * ("Dapatkan … Mari bergabung … Anda harus install …") is one call to action.
 */
export function takeCallToAction(
  lines: readonly RawLine[],
  about: About = { title: null, link: null },
): { lines: RawLine[]; callToAction: CallToAction | null } {
  if (!lines.some((line) => mentionsPlatform(line))) return { lines: [...lines], callToAction: null };
  const blocks = blocksOf(lines, about);
  const calls = blocks.map((block) => ({ platform: block.invitation.platform, call: callOf(block, lines) }));
  const best = calls.toSorted((a, b) => rank(a) - rank(b))[0];
  return { lines: takenOut(lines, blocks), callToAction: best?.call ?? null };
}

/** The part of a line (by its index) that belongs to a block. */
interface Run extends Span {
  readonly at: number;
}

interface Block {
  readonly runs: readonly Run[];
  readonly invitation: Invitation;
}

/** Neighbouring pieces that make one call: leads, an invitation, its sequels. */
function blocksOf(lines: readonly RawLine[], about: About): Block[] {
  const blocks: Block[] = [];
  let runs: Run[] = [];
  let invitation: Invitation | null = null;
  let prelude: Invitation | null = null;
  const close = () => {
    if (invitation !== null) blocks.push({ runs, invitation });
    runs = [];
    invitation = null;
  };
  for (const [at, line] of lines.entries()) {
    for (const span of pieces(line.text)) {
      const piece = cut(line, span.start, span.end);
      const isOthers = isQuoted(line.text, span.start) || isSubjectsChannel(piece.text, about);
      const invites: Invitation | null = isOthers ? null : (invitationIn(piece) ?? answerTo(prelude, piece));
      prelude = isOthers ? null : preludeIn(piece);
      const fits = sizeOf([...runs, span]) <= LONGEST;
      if (invites !== null) {
        if (startsAnew(invites, piece, invitation, runs, at) || !fits) close();
        runs.push({ at, ...span });
        invitation ??= invites;
      } else if (invitation !== null && fits && isSequel(piece)) {
        runs.push({ at, ...span });
      } else {
        const leads = prelude !== null || isLead(piece.text);
        if (invitation !== null || !leads) close();
        if (leads) runs.push({ at, ...span });
      }
    }
    // A lead opens a block on a later line only if it fills its own: the end of a paragraph is no part of a call.
    if (invitation === null && runs.length > 0 && runs[0]?.at === at && runs[0].start > 0) runs = [];
  }
  close();
  return blocks;
}

/** An alert has room for 4,096 characters with everything else that it says. */
const LONGEST = 600;

function sizeOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The invitation that two sentences are, of which the first names the channel and the second calls. */
function answerTo(prelude: Invitation | null, piece: RawLine): Invitation | null {
  return prelude !== null && callsBehindPrelude(piece) ? prelude : null;
}

/**
 * Does an invitation begin a block of its own? Yes after another one, unless both are of the same platform and stand on one line, or
 * this one is that one's button ("Klik di sini"); and yes when it is whole by itself (in brackets, or on a line of its own after
 * leads that belong to something else).
 */
function startsAnew(
  invites: Invitation,
  piece: RawLine,
  before: Invitation | null,
  runs: readonly Run[],
  at: number,
): boolean {
  const last = runs.at(-1);
  if (last === undefined) return false;
  if (before !== null) return before.platform !== invites.platform || (last.at !== at && !isButton(piece));
  return last.at !== at && invites.whole;
}

function callOf(block: Block, lines: readonly RawLine[]): CallToAction {
  const line = merged(block.runs)
    .map((run) => cut(lines[run.at] ?? BOUNDARY, run.start, run.end))
    .reduce(join, BOUNDARY);
  return { text: line.text, url: channelAddress(line) };
}

/** Pieces that stand side by side become one run, so that nothing between them is lost. */
function merged(runs: readonly Run[]): Run[] {
  const whole: Run[] = [];
  for (const run of runs) {
    const last = whole.at(-1);
    if (last?.at === run.at && last.end === run.start) whole[whole.length - 1] = { ...last, end: run.end };
    else whole.push(run);
  }
  return whole;
}

function rank({ platform, call }: { platform: Invitation["platform"]; call: CallToAction }): number {
  return (platform === "whatsapp" ? 0 : 2) + (call.url === null ? 1 : 0);
}

function takenOut(lines: readonly RawLine[], blocks: readonly Block[]): RawLine[] {
  const taken = new Map<number, Run[]>();
  for (const run of blocks.flatMap((block) => merged(block.runs)))
    taken.set(run.at, [...(taken.get(run.at) ?? []), run]);
  return lines.flatMap((line, at) => {
    const runs = taken.get(at);
    return runs === undefined ? [line] : [...without(line, runs), BOUNDARY];
  });
}
