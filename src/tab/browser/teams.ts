import { app, authentication } from '@microsoft/teams-js';

/** Teams answers within a moment; a page that is not in Teams is never answered. */
const patienceMs = 8_000;

export interface Teams {
  theme: string;
  /** What a link into the tab points to, such as `incident-7`. */
  place: string | undefined;
  token(): Promise<string>;
}

/** Greets Teams and follows its theme. Rejects when the page is not in Teams. */
export async function meetTeams(onTheme: (theme: string) => void): Promise<Teams> {
  await within(app.initialize());
  app.registerOnThemeChangeHandler(onTheme);
  const context = await within(app.getContext());
  await within(app.notifySuccess());
  return {
    theme: context.app.theme,
    place: context.page.subPageId,
    token: () => authentication.getAuthToken(),
  };
}

function within<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Teams did not answer')), patienceMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
