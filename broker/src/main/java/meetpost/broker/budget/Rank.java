package meetpost.broker.budget;

/** Who comes before whom where memory is short; the later constant comes first. */
public enum Rank {
    /** Whoever is at an address, and has proved nothing. */
    ANYBODY,
    /** A user who has proved to be it, by password or certificate. */
    USER,
    /** The agent in this process, and users that the settings name. */
    RESERVED
}
