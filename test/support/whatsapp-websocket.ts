import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** One client's line, as far as a binary protocol on RFC 6455 needs it. */
export interface Line {
  send(bytes: Uint8Array): void;
  /** Hangs up without a word, as a broken network does. */
  cut(): void;
  readonly cutOff: boolean;
}

/** A WebSocket server on loopback, for clients that send whole binary messages. */
export interface WebSocketServer extends AsyncDisposable {
  readonly url: string;
}

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3
const BINARY = 0x2;
const CLOSE = 0x8;

export async function webSocketServer(
  onLine: (line: Line) => (message: Buffer) => void,
): Promise<WebSocketServer> {
  const sockets = new Set<Duplex>();
  const server = createServer();
  server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const accept = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"]}${GUID}`)
      .digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    const onMessage = onLine({
      send: (bytes) => void (socket.writable && socket.write(frame(BINARY, bytes))),
      cut: () => socket.destroy(),
      get cutOff() {
        return socket.destroyed;
      },
    });
    let rest = Buffer.alloc(0);
    socket.on("data", (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      for (let next = unframe(rest); next; next = unframe(rest)) {
        rest = rest.subarray(next.length);
        if (next.opcode === CLOSE) socket.end(frame(CLOSE, next.payload));
        else if (next.opcode === BINARY) onMessage(next.payload);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("not listening");
  return {
    url: `ws://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function frame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (length < 126) head[1] = length;
  else if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  if (length >= 126) head[1] = length < 65_536 ? 126 : 127;
  return Buffer.concat([head, payload]);
}

/** The first whole frame, unmasked, and how many bytes it took. Clients mask every frame. */
function unframe(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  const at = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < at + 4) return null;
  const size =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < at + 4 + size) return null;
  const mask = bytes.subarray(at, at + 4);
  const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + size));
  for (let i = 0; i < size; i++) payload.writeUInt8(payload.readUInt8(i) ^ mask.readUInt8(i % 4), i);
  return { opcode: bytes.readUInt8(0) & 0x0f, payload, length: at + 4 + size };
}
