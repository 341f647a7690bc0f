package meetpost.broker.budget;

/** Holds things that can make room for others. */
@FunctionalInterface
public interface Yielder {

    /**
     * Lets go of one thing that a share holds, of that quota: what has been idle or absent for
     * longest. Where the share is the claim's own, only of what is worth less than what it is
     * claimed for. Must not claim anything itself.
     *
     * @return false if there is nothing
     */
    boolean yields(Share from, Quota quota, Claim claim);
}
