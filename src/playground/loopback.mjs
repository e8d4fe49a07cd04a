import net from 'node:net';

// The Playground listens on every address. Loaded before it, this makes a server that names none listen on this machine alone.
const listen = net.Server.prototype.listen;
const here = '127.0.0.1';

net.Server.prototype.listen = function onThisMachine(first, ...rest) {
  if (typeof first === 'object' && first !== null && 'port' in first && !first.host) {
    return listen.call(this, { ...first, host: here }, ...rest);
  }
  const isPort = typeof first === 'number' || /^\d+$/.test(String(first));
  if (isPort && typeof rest[0] !== 'string') return listen.call(this, first, here, ...rest);
  return listen.call(this, first, ...rest);
};
