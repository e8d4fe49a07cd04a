import { connect, type Socket } from 'node:net';

/** How a client can be slow. */
const manners = ['says nothing', 'drips headers', 'drips a body', 'repeats half a request'] as const;

export interface SlowFigures {
  sockets: number;
  /** Still open when the time was up. */
  uncut: number;
  uncutManners: readonly string[];
  longestMilliseconds: number;
  /** Ordinary turns of somebody else meanwhile, in milliseconds. */
  turns: number;
  unanswered: number;
  median: number;
  p99: number;
  worst: number;
}

/** How many milliseconds each slow connection lived; null when it was not cut in time. */
export type Lives = (number | null)[];

/** Opens slow connections, all within half a second, and keeps each as slow as it can be until it is cut. */
export function holdAll(url: string, sockets: number, within: number): Promise<Lives> {
  const { hostname, port } = new URL(url);
  const held = Array.from({ length: sockets }, async (_, at) => {
    await new Promise((resolve) => setTimeout(resolve, (at * 500) / sockets));
    return hold(hostname, Number(port), at, within);
  });
  return Promise.all(held);
}

/**
 * Talks to the bot as somebody else until all slow connections are cut. `say` is whether the bot answered an
 * ordinary message of that id; `holding` holds the connections, in this process or another.
 */
export async function holdSlowly(
  url: string,
  say: (id: string) => Promise<boolean>,
  { sockets, within, pause }: { sockets: number; within: number; pause: number },
  holding: typeof holdAll = holdAll,
): Promise<SlowFigures> {
  await say('before');
  const times: number[] = [];
  let unanswered = 0;
  let over = false;
  const lives = holding(url, sockets, within).then((all) => {
    over = true;
    return all;
  });
  for (let at = 0; !over || at < 10; at += 1) {
    const began = performance.now();
    if (await say(`${at}`)) times.push(performance.now() - began);
    else unanswered += 1;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  const lived = await lives;
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor((times.length - 1) * share)] ?? 0) * 10) / 10;
  return {
    sockets,
    uncut: lived.filter((life) => life === null).length,
    uncutManners: [
      ...new Set(lived.flatMap((life, at) => (life === null ? [manners[at % manners.length] ?? ''] : []))),
    ],
    longestMilliseconds: Math.round(Math.max(...lived.map((life) => life ?? within))),
    turns: times.length,
    unanswered,
    median: at(0.5),
    p99: at(0.99),
    worst: at(1),
  };
}

/** Milliseconds until the bot cut it; null when it did not within the time. */
function hold(host: string, port: number, at: number, within: number): Promise<number | null> {
  return new Promise((resolve) => {
    const began = performance.now();
    const socket = connect(port, host);
    const manner = manners[at % manners.length] ?? 'says nothing';
    const drip = setInterval(() => socket.writable && write(socket, manner), Math.max(50, within / 20));
    const end = (cut: boolean): void => {
      clearInterval(drip);
      clearTimeout(patience);
      socket.destroy();
      resolve(cut ? performance.now() - began : null);
    };
    const patience = setTimeout(() => end(false), within);
    socket.on('connect', () => begin(socket, manner));
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    socket.on('close', () => end(true));
  });
}

function begin(socket: Socket, manner: (typeof manners)[number]): void {
  const head = 'POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n';
  if (manner === 'drips headers') socket.write(head);
  if (manner === 'drips a body') socket.write(`${head}Content-Length: 5000\r\n\r\n{`);
  if (manner === 'repeats half a request') {
    socket.write('GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\nGET /healthz HTTP/1.1\r\nHo');
  }
}

function write(socket: Socket, manner: (typeof manners)[number]): void {
  if (manner === 'drips headers') socket.write('X-Slow: 1\r\n');
  if (manner === 'drips a body') socket.write(' ');
  if (manner === 'repeats half a request') socket.write('s');
}
