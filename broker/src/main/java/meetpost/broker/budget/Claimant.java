package meetpost.broker.budget;

import static java.util.Objects.requireNonNull;

/**
 * Who makes the broker hold something.
 *
 * @param name the user's, or the address; of IPv6 its network of 64 bits
 */
public record Claimant(Rank rank, String name) {

    public Claimant {
        requireNonNull(rank, "rank");
        requireNonNull(name, "name");
    }
}
