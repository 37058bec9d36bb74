/** Every Indonesian sentence the conversation says, by subject. Each function gives one whole message. */

export * from "./asking.ts";
export * from "./broadcasts.ts";
export * from "./desk.ts";
export * from "./drafts.ts";
export * from "./following.ts";
export * from "./help.ts";
export * from "./leaving.ts";
export * from "./opinions.ts";
export * from "./privacy.ts";
export * from "./refusals.ts";
export * from "./schedule.ts";
export * from "./settings.ts";
export * from "./unknown.ts";
