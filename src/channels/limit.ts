/** How long the channel has to take a message, in milliseconds. One that never answers must not hold up the others. */
export const sendLimit = 8000;

/** The channel did not answer in time. Whether the message arrived is not known. */
export class SendTimedOut extends Error {
  override readonly name = 'SendTimedOut';
}

/** The result of the work, or a SendTimedOut after `limit` milliseconds. */
export async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SendTimedOut('The channel did not answer')), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
