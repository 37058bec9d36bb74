import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { components } from "./openapi.ts";
import { API_PATH, type Operation } from "./operations.ts";
import { PROBLEMS } from "./problem.ts";
import { named } from "./schemas.ts";

/** The API on one readable page: no script, nothing from elsewhere. `policy` is its Content-Security-Policy. */
export function docsPage(
  operations: readonly Operation[],
  version: string,
): { html: HtmlEscapedString | Promise<HtmlEscapedString>; policy: string } {
  const digest = createHash("sha256").update(STYLE).digest("base64");
  const schemas = Object.entries(components());
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Kabar Kilat: the publishers' API</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <h1>The publishers' API</h1>
          <p>
            Articles in, alerts and their state out. Version ${version} ·
            <a href="/api/openapi.json">OpenAPI document</a>
          </p>
          <p>
            Every request has <code>Authorization: Bearer TOKEN</code>; the newsroom makes tokens and gives
            each its scopes. The headers <code>RateLimit</code> and <code>RateLimit-Policy</code> say how many
            calls are left.
          </p>
          <nav aria-label="Operations">
            <ul>
              ${operations.map(
                ({ id, method, path, summary }) =>
                  html`<li>
                    <a href="#${id}"><code>${method.toUpperCase()} ${API_PATH}${path}</code></a> ${summary}
                  </li>`,
              )}
            </ul>
          </nav>
          ${operations.map(
            (operation) =>
              html`<section id="${operation.id}">
                <h2>${operation.summary}</h2>
                <p><code>${operation.method.toUpperCase()} ${API_PATH}${operation.path}</code></p>
                ${operation.description ? html`<p>${operation.description}</p>` : ""}
                <p>
                  Scope <code>${operation.scope}</code>${sends(operation)} · answers
                  ${operation.answer.status}${gives(operation)}
                </p>
              </section>`,
          )}
          <h2 id="webhooks">Webhooks</h2>
          <p>
            A message is POSTed as JSON with the headers <code>webhook-id</code>,
            <code>webhook-timestamp</code> and <code>webhook-signature</code> of Standard Webhooks; check the
            signature with any of its libraries. Answer with a 2xx within 10 seconds. Anything else is told
            again for about a day: a message may come twice, with the same webhook-id. What is told of one
            alert comes in order; what is told of different alerts may not.
          </p>
          <h2>Problems</h2>
          <p>
            Problems are <code>application/problem+json</code> (RFC 9457); <code>detail</code> says what to
            do.
          </p>
          <dl>
            ${Object.entries(PROBLEMS).map(
              ([kind, [status, title]]) =>
                html`<dt id="${kind}"><code>${kind}</code> ${status}</dt>
                  <dd>${title}.</dd>`,
            )}
          </dl>
          <h2>Forms</h2>
          ${schemas.map(
            ([name, schema]) =>
              html`<details id="schema-${name}">
                <summary>${name}</summary>
                <pre>${JSON.stringify(schema, null, 2)}</pre>
              </details>`,
          )}
        </main>
      </body>
    </html>`;
  return {
    html: page,
    policy: `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.55 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1, h2 { line-height: 1.25; }
h2 { margin-top: 2.5rem; }
code, pre { font: 0.9rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
nav ul { padding-left: 1.1rem; }
nav li { margin: 0.35rem 0; }
section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
pre { overflow-x: auto; padding: 0.75rem; background: color-mix(in srgb, currentColor 7%, transparent); }
summary { cursor: pointer; padding: 0.3rem 0; }
dt { margin-top: 0.6rem; }
`;

function sends({ body }: Operation) {
  const id = named.get(body)?.id;
  return id ? html` · takes <a href="#schema-${id}">${id}</a>` : "";
}

function gives({ answer: { schema } }: Operation) {
  const id = schema && named.get(schema)?.id;
  return id ? html` with <a href="#schema-${id}">${id}</a>` : "";
}
