/** The operation log on disk: acts wait in IndexedDB until the server has acknowledged them. */

const DATABASE = "gloss-operations";
const STORE = "acts";

/** One act on its way to the server. */
export interface LoggedAct {
  /** Order of sending; given by the store. */
  seq?: number;
  /** Made here; the server answers the same act once only. */
  actId: string;
  userId: string;
  documentId: string;
  /** Name of the sender that knows how to transmit the payload. */
  kind: string;
  payload: unknown;
  createdAt: number;
  /** Set when the server refused it for good. */
  refused?: string;
}

export interface ActStore {
  append(act: LoggedAct): Promise<number>;
  list(userId: string): Promise<LoggedAct[]>;
  put(act: LoggedAct): Promise<void>;
  remove(seq: number): Promise<void>;
}

function request<T>(source: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    source.onsuccess = () => resolve(source.result);
    source.onerror = () => reject(source.error ?? new Error("The browser's database refused a request."));
  });
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const opening = factory.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore(STORE, { keyPath: "seq", autoIncrement: true });
    store.createIndex("user", "userId");
  };
  return request(opening);
}

/** Acts in IndexedDB. Writes resolve once the transaction is durable, not when it is queued. */
export class IndexedActStore implements ActStore {
  private database: Promise<IDBDatabase> | undefined;

  constructor(private readonly factory: IDBFactory = indexedDB) {}

  append(act: LoggedAct): Promise<number> {
    return this.write((store) => store.add(act) as IDBRequest<number>);
  }

  async put(act: LoggedAct): Promise<void> {
    await this.write((store) => store.put(act));
  }

  async remove(seq: number): Promise<void> {
    await this.write((store) => store.delete(seq));
  }

  async list(userId: string): Promise<LoggedAct[]> {
    const database = await this.connect();
    const store = database.transaction(STORE, "readonly").objectStore(STORE);
    const acts = await request(store.index("user").getAll(userId) as IDBRequest<LoggedAct[]>);
    return acts.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  }

  private connect(): Promise<IDBDatabase> {
    this.database ??= open(this.factory).then((database) => {
      database.onversionchange = () => database.close();
      database.onclose = () => (this.database = undefined);
      return database;
    });
    this.database.catch(() => (this.database = undefined));
    return this.database;
  }

  private async write<T>(work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await this.connect();
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    const durable = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () =>
        reject(transaction.error ?? new Error("The browser's database is full or locked."));
    });
    const result = await request(work(transaction.objectStore(STORE)));
    await durable;
    return result;
  }
}

/** For browsers without storage: every act is refused, so that the person is told. */
export class MissingActStore implements ActStore {
  append(): Promise<number> {
    return Promise.reject(new Error("This browser stores nothing."));
  }

  put(): Promise<void> {
    return Promise.resolve();
  }

  remove(): Promise<void> {
    return Promise.resolve();
  }

  list(): Promise<LoggedAct[]> {
    return Promise.resolve([]);
  }
}

/** Acts in memory only, for tests. */
export class MemoryActStore implements ActStore {
  private acts: LoggedAct[] = [];
  private next = 1;

  append(act: LoggedAct): Promise<number> {
    const seq = this.next++;
    this.acts.push({ ...act, seq });
    return Promise.resolve(seq);
  }

  put(act: LoggedAct): Promise<void> {
    this.acts = this.acts.map((entry) => (entry.seq === act.seq ? act : entry));
    return Promise.resolve();
  }

  remove(seq: number): Promise<void> {
    this.acts = this.acts.filter((entry) => entry.seq !== seq);
    return Promise.resolve();
  }

  list(userId: string): Promise<LoggedAct[]> {
    return Promise.resolve(this.acts.filter((entry) => entry.userId === userId));
  }
}
