package meetpost.agent.claim;

/** What a board has done with a topic before: the later one of these has it. */
enum Rank {
    /** It never had it alone. */
    NEW,
    /** It gave it up for a board that may be away. */
    KEPT_FOR_ANOTHER,
    /** It had it alone, or before others. */
    HELD
}
