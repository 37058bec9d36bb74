import { setImmediate as turn } from "node:timers/promises";
import { userAgent } from "../../commands/version.ts";
import type { Config } from "../../config.ts";
import { NotAFeed, readFeed } from "../../intake/feed.ts";
import { FetchFailure, toOperator } from "../../intake/fetch-failure.ts";
import { openFetcher } from "../../intake/fetch.ts";
import { readSitemap } from "../../intake/sitemap.ts";
import { type Check, fault, type Finding, off, ok, reasonOf } from "./finding.ts";

const SAMPLE = 5;

/** Some of the sources, fetched and read as polling does it. */
export function sources(config: Pick<Config, "sources" | "intake">): Check {
  const what = "Sources";
  return {
    what,
    async look(signal) {
      if (config.sources.length === 0)
        return [off(what, "none configured: only editors' own texts will go out")];
      await using fetcher = openFetcher({
        userAgent: userAgent(config.intake.contact),
        allowedHosts: config.intake.allowedHosts,
      });
      const polled = config.sources.filter(({ feed, sitemap }) => feed ?? sitemap).slice(0, SAMPLE);
      if (polled.length === 0) return [ok(what, "all of them push")];
      return await Promise.all(polled.map((source) => fetched(source)));

      async function fetched(source: Config["sources"][number]): Promise<Finding> {
        const name = `Source ${source.id}`;
        try {
          const { body, url } = await fetcher.fetch(source.feed ?? source.sitemap ?? "", { signal });
          await turn(); // reading is work: the other checks' limits go on meanwhile
          if (source.sitemap !== undefined) {
            readSitemap(body, url, source);
            return ok(name, "its sitemap can be read");
          }
          const { length } = readFeed(body, url, source).items;
          return ok(name, `${length} article${length === 1 ? "" : "s"} in its feed`);
        } catch (error) {
          if (error instanceof FetchFailure)
            return fault(
              name,
              toOperator(error),
              "See whether the address opens in a browser; a private one must stand in intake.allowedHosts.",
            );
          if (error instanceof NotAFeed)
            return fault(
              name,
              "what is there is no feed",
              "Correct its address: the site's pages mostly name their feed as RSS.",
            );
          throw error;
        }
      }
    },
  };
}

/** The address that others are told to call leads to this service. */
export function publicAddress(url: string | null): Check {
  const what = "PUBLIC_URL";
  return {
    what,
    async look(signal) {
      if (url === null)
        return [
          off(what, "not set: this service is not reached from outside; the desk opens on this machine only"),
        ];
      try {
        const answer = await fetch(`${url}/health`, { signal, redirect: "error" });
        if (answer.ok && (await answer.text()) === '{"status":"ok"}') return [ok(what, "leads here")];
        return [
          fault(
            what,
            `leads to something else (HTTP ${answer.status})`,
            "Start the service, and let the proxy pass everything on to PORT.",
          ),
        ];
      } catch (error) {
        return [
          fault(
            what,
            `leads nowhere: ${reasonOf(error)}`,
            "Start the service; see that DNS, proxy and firewall lead to PORT.",
          ),
        ];
      }
    },
  };
}
