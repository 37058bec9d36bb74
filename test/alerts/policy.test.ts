import { describe, expect, test } from "vitest";
import { type Candidate, speakOrNot, type StoryPolicy, type Told } from "../../src/alerts/policy.ts";

const policy: StoryPolicy = { sameSource: "new", otherSource: "silent", withinHours: 48 };
const article: Candidate = {
  headline: "Atap Pasar Ambruk",
  source: "b",
  breaking: false,
  approved: true,
};
const told: Told = {
  alertId: 7,
  headline: "Atap Pasar Ambruk",
  source: "a",
  state: "sent",
  breaking: false,
  kinship: "same news",
  factsChanged: false,
  cameLater: false,
  at: new Date("2026-01-05T08:00:00Z"),
};

describe("to speak of a story again, or not", () => {
  const cases: [
    string,
    Partial<Candidate>,
    Partial<Told>[],
    Partial<StoryPolicy>,
    "speak" | "silent" | "edit",
  ][] = [
    ["nothing was told", {}, [], {}, "speak"],
    ["another source told the same news", {}, [{}], {}, "silent"],
    ["… and the newsroom wants every source", {}, [{}], { otherSource: "new" }, "speak"],
    ["the same source told the same news", { source: "a" }, [{}], {}, "speak"],
    ["… and the newsroom wants a story once", { source: "a" }, [{}], { sameSource: "silent" }, "silent"],
    [
      "… and the newsroom keeps the message up to date",
      { source: "a" },
      [{}],
      { sameSource: "edit" },
      "edit",
    ],
    [
      "… which an editor would have to check",
      { source: "a", approved: false },
      [{}],
      { sameSource: "edit" },
      "speak",
    ],
    [
      "… and the message was stopped",
      { source: "a" },
      [{ state: "stopped" }],
      { sameSource: "edit" },
      "speak",
    ],
    [
      "… with another number",
      { source: "a" },
      [{ kinship: "same text", factsChanged: true }],
      { sameSource: "edit" },
      "edit",
    ],
    [
      "… and breaking news stands apart",
      { source: "a", breaking: true },
      [{}],
      { sameSource: "edit" },
      "speak",
    ],
    ["another side of the story was told", {}, [{ kinship: "same story" }], {}, "speak"],
    ["the same text was told", { source: "a" }, [{ kinship: "same text" }], {}, "silent"],
    ["the same text, with another number", {}, [{ kinship: "same text", factsChanged: true }], {}, "speak"],
    [
      "another number than in one text, and exactly another text",
      {},
      [{ kinship: "same text", factsChanged: true }, { kinship: "same text" }],
      {},
      "silent",
    ],
    [
      "another number than in one text, told meanwhile in other words",
      {},
      [{ kinship: "same text", factsChanged: true }, {}],
      {},
      "speak",
    ],
    ["breaking news, told as ordinary", { breaking: true }, [{}], {}, "speak"],
    ["breaking news, told as breaking", { breaking: true }, [{ breaking: true }], {}, "silent"],
    ["breaking news in a text that was told", { breaking: true }, [{ kinship: "same text" }], {}, "silent"],
    ["an editor rejected it", {}, [{ state: "rejected" }], {}, "speak"],
    ["an editor stopped it", {}, [{ state: "stopped" }], {}, "silent"],
    ["it only waits for an editor, and this one need not", {}, [{ state: "draft" }], {}, "speak"],
    [
      "it waits for an editor, and so would this one",
      { approved: false },
      [{ state: "draft" }],
      {},
      "silent",
    ],
  ];
  test.each(cases)("%s", (_, change, before, settings, expected) => {
    const decision = speakOrNot(
      { ...article, ...change },
      before.map((one) => ({ ...told, ...one })),
      { ...policy, ...settings },
    );
    expect(decision.kind).toBe(expected);
  });
});

describe("a source brings another figure than it had told", () => {
  const brought: Candidate = {
    ...article,
    source: "a",
    headline: "Atap Pasar Ambruk, 11 Pedagang Terluka",
  };
  const before: Told = {
    ...told,
    kinship: "same text",
    factsChanged: true,
    headline: "Atap Pasar Ambruk, 15 Pedagang Terluka",
  };
  const other: Told = {
    ...told,
    alertId: 8,
    source: "b",
    headline: "11 Pedagang Terluka saat Atap Pasar Ambruk",
    at: new Date(told.at.getTime() + 1),
  };
  const cases: [string, Told[], "speak" | "silent"][] = [
    ["which nobody else has told", [before], "speak"],
    ["which readers have from another source since", [other, before], "silent"],
    ["… and had before it", [before, { ...other, at: new Date(told.at.getTime() - 1) }], "speak"],
    ["… in an alert that waits for an editor", [{ ...other, state: "draft" }, before], "speak"],
    [
      "… between two that it told otherwise itself",
      [{ ...before, alertId: 9, at: new Date(told.at.getTime() + 2) }, other, before],
      "speak",
    ],
    [
      "which another source's headline leaves out",
      [{ ...other, headline: "Atap Pasar Cendana Ambruk" }, before],
      "speak",
    ],
  ];
  test.each(cases)("%s", (_, said, expected) => {
    expect(speakOrNot(brought, said, policy).kind).toBe(expected);
  });

  test("which was its figure before, in an article that was read late: an editor decides", () => {
    const decide = (said: Told, settings: Partial<StoryPolicy> = {}) =>
      speakOrNot(brought, [{ ...said, cameLater: true }], { ...policy, ...settings });
    const waits = expect.stringContaining("siaran 7");
    expect(decide(before)).toEqual({ kind: "speak", waits });
    expect(decide(before, { sameSource: "edit" })).toEqual({ kind: "speak", waits });
    expect(decide({ ...before, source: "b" })).toEqual({ kind: "speak" });
  });

  test("its own message is kept up to date, whoever has told it since", () => {
    const decision = speakOrNot(brought, [other, before], { ...policy, sameSource: "edit" });
    expect(decision).toEqual({ kind: "edit", alertId: before.alertId });
  });
});

test.each(["scheduled", "paused", "stopped", "recalled"] as const)(
  "what would change an alert that is %s is for an editor to decide",
  (state) => {
    const decision = speakOrNot(article, [{ ...told, state }], { ...policy, otherSource: "edit" });
    expect(decision).toMatchObject({ kind: "speak", waits: expect.stringContaining("siaran 7") });
  },
);

describe("what an editor has taken back", () => {
  const takenBack: Told = { ...told, state: "recalled" };
  const later: Told = { ...told, alertId: 8, source: "b", kinship: "same text", factsChanged: true };
  const waits = "Peristiwa yang sama ada dalam siaran 7, yang ditarik.";

  test.each<[string, Partial<Candidate>, Told[]]>([
    ["its source brings it again", { source: "a" }, [takenBack]],
    ["it is breaking news by now", { breaking: true }, [takenBack]],
    ["another figure has been told since, and one comes back to that of before", {}, [takenBack, later]],
  ])("is not said again without one where %s", (_, change, earlier) => {
    expect(speakOrNot({ ...article, ...change }, earlier, policy)).toEqual({ kind: "speak", waits });
  });

  test("… nor where its article has gone on to another figure, and one comes with that which was taken back", () => {
    const headline = "Atap Pasar Ambruk, 15 Pedagang Terluka";
    for (const kin of [
      { kinship: "same text", factsChanged: true },
      { kinship: "same story", factsChanged: false },
    ] as const) {
      const decide = (brought: string) =>
        speakOrNot({ ...article, headline: brought }, [{ ...takenBack, ...kin, headline }], policy);
      expect(decide("15 Pedagang Terluka saat Atap Pasar Ambruk")).toEqual({ kind: "speak", waits });
      expect(decide("17 Pedagang Terluka saat Atap Pasar Ambruk")).toEqual({ kind: "speak" });
    }
  });

  test("is said again where the right one has been sent since: that one is kept up to date", () => {
    const right: Told = { ...told, alertId: 9, at: new Date("2026-01-05T09:00:00Z") };
    const settings = { ...policy, otherSource: "edit" } as const;
    expect(speakOrNot(article, [right, takenBack], settings)).toEqual({ kind: "edit", alertId: 9 });
  });

  test("keeps nothing else back: another figure, another side of the story", () => {
    for (const one of [
      { ...takenBack, kinship: "same text", factsChanged: true } as const,
      { ...takenBack, kinship: "same story" } as const,
    ])
      expect(speakOrNot(article, [one], policy)).toEqual({ kind: "speak" });
  });
});

test("silence says for an editor which alert is enough", () => {
  expect(speakOrNot(article, [told], policy)).toEqual({
    kind: "silent",
    alertId: 7,
    why: "Peristiwanya sudah ada dalam siaran 7 dari sumber lain: “Atap Pasar Ambruk”.",
  });
});
