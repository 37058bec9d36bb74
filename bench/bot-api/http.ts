import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { z } from "zod";

/**
 * Just enough HTTP/1.1 for a Bot API on loopback: keep-alive, pipelining, bodies with a Content-Length. It stands on the
 * socket itself because node:http would cost as much for each message as what is measured here.
 */
export interface HttpServer extends AsyncDisposable {
  readonly port: number;
}

export interface Reply {
  json(status: number, body: string): void;
  /** Something that is no Bot API answer. */
  page(status: number, body: string): void;
  /** Breaks the connection instead of answering. */
  hangUp(): void;
}

/** Starts it on a free port of 127.0.0.1. `answer` may reply at once, later or never. */
export async function serveHttp(
  answer: (path: string, body: string, reply: Reply) => void,
): Promise<HttpServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined); // a client that was killed
    const reply = replyOn(socket);
    let rest: Buffer = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let request = read(rest); request !== null; request = read(rest)) {
        rest = rest.subarray(request.length);
        answer(request.path, request.body, reply);
      }
    });
  });
  server.listen({ port: 0, host: "127.0.0.1", backlog: 511 });
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** The first whole request in what has come, or null while there is none. */
function read(bytes: Buffer): { path: string; body: string; length: number } | null {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd === -1) return null;
  const head = bytes.toString("latin1", 0, headEnd);
  const length = headEnd + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  if (bytes.length < length) return null;
  const path = head.slice(head.indexOf(" ") + 1, head.indexOf(" HTTP/"));
  return { path, body: bytes.toString("utf8", headEnd + 4, length), length };
}

function replyOn(socket: Socket): Reply {
  const write = (status: number, type: string, body: string) =>
    socket.write(
      `HTTP/1.1 ${status} -\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  return {
    json: (status, body) => void write(status, "application/json", body),
    page: (status, body) => void write(status, "text/html", body),
    hangUp: () => void socket.resetAndDestroy(),
  };
}
