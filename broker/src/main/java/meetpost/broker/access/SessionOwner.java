package meetpost.broker.access;

import meetpost.broker.message.Nullable;

/**
 * Whose session it is: of a user who has proved to be it, by password or certificate, else of
 * whoever is at an address. A name that is only said is nobody's.
 *
 * @param named whether {@code name} is a user's
 * @param name of the user, or the address; of IPv6 its network of 64 bits
 */
public record SessionOwner(boolean named, String name) {

    /** Of sessions that were stored before owners were. */
    public static final SessionOwner UNKNOWN = new SessionOwner(false, "");

    /**
     * @param door of the listener that the client came in by
     * @param host the client's address
     */
    public static SessionOwner of(ListenerPolicy door, @Nullable String user, String host) {
        boolean proved = door.certificates() || door.passwords() != null;
        return user != null && proved
                ? new SessionOwner(true, user)
                : new SessionOwner(false, Logins.address(host));
    }

    /** For the log. */
    @Override
    public String toString() {
        return named ? "user " + name : name.isEmpty() ? "unknown" : "address " + name;
    }
}
