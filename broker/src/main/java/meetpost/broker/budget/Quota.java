package meetpost.broker.budget;

import java.util.Locale;

/** What is limited, in bytes but for one. */
public enum Quota {
    /** All of the Java heap that clients may fill. */
    HEAP(false),
    /** Of it what can be had back only from clients that are connected. */
    STANDING(true),
    /** Of it messages that wait to be sent. */
    QUEUES(false),
    /** Of it retained messages. */
    RETAINED(false),
    /** Retained messages, counted. */
    RETAINED_MESSAGES(false),
    /** Of the disk, payloads of retained messages. */
    RETAINED_DISK(false),
    /** All of the JVM's direct memory that clients may fill. */
    DIRECT(true);

    private final boolean reserves;

    /**
     * @param reserves whether a part of it is kept for those of a higher rank, and no single one
     *     may have all: of the others things are taken back instead
     */
    Quota(boolean reserves) {
        this.reserves = reserves;
    }

    boolean reserves() {
        return reserves;
    }

    /** As metrics write it: {@code retained-messages}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
