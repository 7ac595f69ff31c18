export interface FeedTables {
  feedTexts: {
    feedId: string
    /** iCalendar, without what says whom or what it is about. */
    text: string
  }
}
