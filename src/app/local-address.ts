/** How what listens on `host` is reached on its own machine. An IPv6 address stands in brackets. */
export function localAddress(host: string, port: number): string {
  const here = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${here.includes(":") ? `[${here}]` : here}:${port}`;
}
