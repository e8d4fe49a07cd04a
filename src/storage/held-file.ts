import { statSync } from 'node:fs';

/** Thrown before a query when the database's file was emptied or deleted while it was open. */
export class DatabaseGone extends Error {
  override readonly name = 'DatabaseGone';
  override readonly message = 'The file of the database was emptied or deleted: restore a backup';
}

/**
 * The file of an open database. SQLite goes on writing into one that was deleted, and to the log of one that was
 * emptied, and says that all is kept; nothing of it would be there after a restart.
 */
export class HeldFile {
  readonly #path: string;
  #inode: number | undefined;
  /** It was emptied in its place. The rest of it in the write-ahead log must not get into what is written there next. */
  #emptied = false;

  constructor(path: string) {
    this.#path = path;
  }

  /** A connection has opened it. */
  opened(): void {
    this.#inode = statSync(this.#path).ino;
    this.#emptied = false;
  }

  /** Throws DatabaseGone when nothing can be kept in it. */
  require(): void {
    if (this.#inode === undefined) return;
    const now = statSync(this.#path, { throwIfNoEntry: false });
    if (now?.ino === this.#inode && now.size === 0) this.#emptied = true;
    if (!now || now.size === 0 || (this.#emptied && now.ino === this.#inode)) throw new DatabaseGone();
  }

  /** Whether another file has taken its place, such as a backup that was restored. */
  wasReplaced(): boolean {
    return this.#inode !== undefined && statSync(this.#path, { throwIfNoEntry: false })?.ino !== this.#inode;
  }
}
