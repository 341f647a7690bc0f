package meetpost.broker.budget;

import static java.util.Objects.requireNonNull;

/**
 * What somebody wants that there is no room for yet.
 *
 * @param by whose share it is to be of
 * @param holder what is to hold it, such as a session: never has to give way to itself
 */
public record Claim(Share by, Use use, long amount, Object holder) {

    public Claim {
        requireNonNull(by, "by");
        requireNonNull(use, "use");
        requireNonNull(holder, "holder");
    }
}
