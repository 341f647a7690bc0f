package meetpost.broker.budget;

import static java.util.Objects.requireNonNull;

/**
 * What one thing, such as a connection or a session, holds of a {@link Share}: all of it can change
 * hands. Confined to the broker's thread.
 */
public final class Holding {

    private final Object holder;
    private final Amounts<Use> byUse = new Amounts<>(Use.class);
    private Share share;

    /** Of nothing yet. */
    public Holding(Share share, Object holder) {
        this.share = requireNonNull(share, "share");
        this.holder = requireNonNull(holder, "holder");
    }

    public Share share() {
        return share;
    }

    public long held(Use use) {
        return byUse.of(use);
    }

    /** Takes so much, or nothing: false then. */
    public boolean take(Use use, long amount) {
        return take(use, amount, amount);
    }

    /**
     * The same of what others hold too.
     *
     * @param more that is held in all once this one does
     */
    public boolean take(Use use, long amount, long more) {
        if (!share.take(use, amount, more, holder)) {
            return false;
        }
        byUse.add(use, amount);
        return true;
    }

    /** Whether there is room without anybody giving way. */
    public boolean hasRoom(Use use, long amount, long more) {
        return share.hasRoom(use, amount, more);
    }

    /** Takes what is there already, room or not. */
    public void force(Use use, long amount, long more) {
        share.force(use, amount, more);
        byUse.add(use, amount);
    }

    public void give(Use use, long amount) {
        give(use, amount, amount);
    }

    /**
     * @param less that is held in all
     */
    public void give(Use use, long amount, long less) {
        byUse.add(use, -amount);
        share.give(use, amount, less);
    }

    /** All of it is another's from now on. */
    public void belongTo(Share other) {
        for (Use use : Use.values()) {
            share.pass(use, byUse.of(use), other);
        }
        share = other;
    }

    /** Gives everything back. */
    public void end() {
        for (Use use : Use.values()) {
            give(use, byUse.of(use));
        }
    }
}
