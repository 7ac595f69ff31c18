/** What listings say, read once for matching: see migrations/0030_meanings.sql. */
export interface SchemaOfMeanings {
  listingMeanings: {
    listingId: string
    listingVersion: number
    title: string
    body: string
    concepts: string
  }
}
