import { z } from "zod";

/** What a token of the publishers' API may do. A source's token does it with its own articles and their alerts alone. */
export const Scope = z.enum(["articles:write", "articles:read", "alerts:read", "webhooks:write"]);
export type Scope = z.infer<typeof Scope>;
