package meetpost.broker.budget;

/**
 * What one {@link Claimant} holds. Whoever keeps one has something in it: an empty one is
 * forgotten. Confined to the broker's thread.
 */
public final class Share {

    private final Budget budget;
    private final Claimant claimant;
    private final Amounts<Use> byUse = new Amounts<>(Use.class);
    private final Amounts<Quota> byQuota = new Amounts<>(Quota.class);
    private long all;

    Share(Budget budget, Claimant claimant) {
        this.budget = budget;
        this.claimant = claimant;
    }

    public Claimant claimant() {
        return claimant;
    }

    /** Whether it is neither the agent's nor that of a user that the settings name. */
    public boolean ordinary() {
        return claimant.rank() != Rank.RESERVED;
    }

    /** Bytes, or pieces of {@link Use#RETAINED_MESSAGES}. */
    public long held(Use use) {
        return byUse.of(use);
    }

    /** The same of all that a quota counts. */
    public long held(Quota quota) {
        return byQuota.of(quota);
    }

    /**
     * Takes so much if there is room for it, or can be made at the cost of those who come behind.
     *
     * @param holder what is to hold it
     * @return false if nothing was taken
     */
    public boolean take(Use use, long amount, Object holder) {
        return take(use, amount, amount, holder);
    }

    /**
     * The same of what others hold too.
     *
     * @param amount that this share holds
     * @param more that is held in all once it does
     */
    public boolean take(Use use, long amount, long more, Object holder) {
        if (!budget.fits(this, use, amount, more)
                && !budget.makeRoom(new Claim(this, use, amount, holder), more)) {
            return false;
        }
        force(use, amount, more);
        return true;
    }

    boolean hasRoom(Use use, long amount, long more) {
        return budget.fits(this, use, amount, more);
    }

    /** Takes what is there already, room or not. */
    public void force(Use use, long amount, long more) {
        if (all == 0 && amount > 0) {
            budget.appeared(this);
        }
        add(use, amount, more);
    }

    /** Gives back. */
    public void give(Use use, long amount) {
        give(use, amount, amount);
    }

    /**
     * Gives back what others may hold still.
     *
     * @param less that is held in all
     */
    public void give(Use use, long amount, long less) {
        add(use, -amount, -less);
        if (all == 0 && amount > 0) {
            budget.emptied(this);
        }
    }

    /** What it holds is another's from now on. */
    public void pass(Use use, long amount, Share to) {
        if (to != this && amount > 0) {
            to.force(use, amount, amount);
            give(use, amount);
        }
    }

    private void add(Use use, long amount, long inAll) {
        byUse.add(use, amount);
        all += amount;
        for (Quota quota : use.quotas()) {
            byQuota.add(quota, amount);
        }
        budget.counted(use, claimant.rank(), amount, inAll);
    }
}
