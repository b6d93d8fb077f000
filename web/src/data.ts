import type { Database, Generator, Loaded, TableInput } from "./database.js"
import type { Item } from "./value.js"

// What can be loaded into the database: sample data sets, and items from the engine's generator.

/** A file of tutorials/data. */
export interface DataSet {
  readonly description: string
  readonly table: TableInput
  readonly items: readonly Item[]
}

/** A sample data set as the menu offers it, with a request by key to begin with and one that lacks the key. */
export interface Sample {
  readonly name: string
  readonly table: string
  readonly text: string
  readonly byKey: string
  readonly withoutKey: string
  /** Fetches the set: each is a file of its own. */
  readonly fetch: () => Promise<DataSet>
}

export const samples: readonly Sample[] = [
  {
    name: "shop",
    table: "Shop",
    text: "A tea shop in one table: customers with orders, products with reviews.",
    byKey: `SELECT * FROM "Shop"\nWHERE PK = 'CUSTOMER#1003'\n  AND begins_with(SK, 'ORDER#')`,
    withoutKey: `SELECT * FROM "Shop"\nWHERE CustomerName = 'Ann'\n  AND begins_with(SK, 'ORDER#')`,
    fetch: () => set(import("../../tutorials/data/shop.json")),
  },
  {
    name: "music",
    table: "Music",
    text: "Songs by artist and title.",
    byKey: `SELECT * FROM "Music"\nWHERE Artist = 'Dust & Decimal'`,
    withoutKey: `SELECT * FROM "Music"\nWHERE Genre = 'math rock'`,
    fetch: () => set(import("../../tutorials/data/music.json")),
  },
  {
    name: "likes",
    table: "Likes",
    text: "Who liked which post; one of them went viral.",
    byKey: `SELECT * FROM "Likes"\nWHERE PostId = 'post-104'`,
    withoutKey: `SELECT * FROM "Likes"\nWHERE UserId = 'ada'`,
    fetch: () => set(import("../../tutorials/data/likes.json")),
  },
  {
    name: "orders",
    table: "Orders",
    text: "Orders with numbers for keys.",
    byKey: `SELECT * FROM "Orders"\nWHERE CustomerId = 204`,
    withoutKey: `SELECT * FROM "Orders"\nWHERE Shipping = 'express'`,
    fetch: () => set(import("../../tutorials/data/orders.json")),
  },
  {
    name: "deliveries",
    table: "Deliveries",
    text: "A delivery service’s orders, with an index by driver, which has a ring of its own, and a stream.",
    byKey: `SELECT * FROM "Deliveries"\nWHERE OrderId = 'o-1018'`,
    withoutKey: `SELECT * FROM "Deliveries"\nWHERE Area = 'north'`,
    fetch: () => set(import("../../tutorials/data/deliveries.json")).then(followed),
  },
  {
    name: "users",
    table: "Users",
    text: "People by id, without a sort key, in all ten types.",
    byKey: `SELECT * FROM "Users"\nWHERE UserId = 'ada'`,
    withoutKey: `SELECT * FROM "Users"\nWHERE City = 'Kyoto'`,
    fetch: () => set(import("../../tutorials/data/users.json")),
  },
]

// The types that TypeScript infers for a JSON file name every attribute it has seen; a DataSet is what the files are.
const set = async (file: Promise<{ default: unknown }>): Promise<DataSet> => (await file).default as DataSet

/** A set under the sample's name, with a stream. */
const followed = (set: DataSet): DataSet => ({
  ...set,
  table: {
    ...set.table,
    TableName: "Deliveries",
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
  },
})

/** Creates a sample's table and fills it; a table of that name that is there already is kept, and filled again. */
export async function loadSample(database: Database, sample: Sample): Promise<void> {
  const { table, items } = await sample.fetch()
  await ensure(database, table)
  await database.loadItems(table.TableName, items)
}

/** What to try on a table: a statement by key, and one that lacks the key. */
export function statementsFor(table: string): Pick<Sample, "byKey" | "withoutKey"> {
  return samples.find((sample) => sample.table === table) ?? generated(table)
}

/** The statements for items of the generator, whose customers are numbered from the biggest collection on. */
function generated(table: string): Pick<Sample, "byKey" | "withoutKey"> {
  return {
    byKey: `SELECT * FROM "${table}"\nWHERE PK = 'CUSTOMER#000007'`,
    withoutKey: `SELECT * FROM "${table}"\nWHERE status = 'RETURNED'`,
  }
}

/** Where generated items go: a table with a partition key and a sort key. */
function generatedTable(name: string): TableInput {
  return {
    TableName: name,
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "S" },
      { AttributeName: "SK", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
    BillingMode: "PAY_PER_REQUEST",
  }
}

/**
 * Generates items into a table, slice by slice, and tells of each. When the signal aborts, or a slice is refused, the
 * load is dropped, and the table with it if it was made for this. The result says whether the items are there.
 */
export async function generate(
  database: Database,
  name: string,
  generator: Generator,
  tell: (loaded: Loaded) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const created = await ensure(database, generatedTable(name))
  let done = false
  try {
    done = await slices(database, await database.generate(name, generator), tell, signal)
  } finally {
    if (created && !done) await database.deleteTable(name)
  }
  return done
}

async function slices(
  database: Database,
  first: Loaded,
  tell: (loaded: Loaded) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let loaded = first
  for (tell(loaded); !loaded.Done; tell(loaded)) {
    if (signal.aborted) {
      await database.cancel(loaded.Stage)
      return false
    }
    loaded = await database.goOn(loaded.Stage)
  }
  return true
}

/** Creates the table unless there is one of that name, and says whether it did. */
async function ensure(database: Database, table: TableInput): Promise<boolean> {
  if ((await database.tableNames()).includes(table.TableName)) return false
  await database.createTable(table)
  return true
}
