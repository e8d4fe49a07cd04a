/**
 * The number that the terminal plays on this machine, where nobody needs credentials
 * (`npm run chat -- --channel whatsapp`). Nothing of it is secret.
 */
export const developmentWhatsApp = {
  phoneNumberId: '100000000000000',
  accessToken: 'development',
  appSecret: 'development',
  verifyToken: 'development',
  url: 'http://127.0.0.1:3979',
} as const;
