import type { ServerResponse } from 'node:http';

/** Who may show the page in a frame: Teams and its relatives (Microsoft, "Tab requirements"). */
const hosts = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office365.com',
];

/** teams-js reads there which hosts are Microsoft's, so that it gives a token's request to no other. */
const hostList = 'https://res.cdn.office.net/teams-js/';

/** The page runs its own files alone, speaks to its own server alone, and can be framed by Teams alone. */
const policy = [
  "default-src 'none'",
  "object-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  `connect-src 'self' ${hostList}`,
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${hosts.join(' ')}`,
].join('; ');

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
};

/** Puts the headers that every answer of the tab carries. */
export function protect(response: ServerResponse): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
