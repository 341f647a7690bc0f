package meetpost.broker.access;

import meetpost.broker.message.Nullable;

/**
 * Whose session it is: of a user who has proved to be it, by password or certificate, else of
 * whoever is at an address. A name that is only said is nobody's.
 *
 * @param named whether {@code name} is a user's
 * @param name of the user, or the address; of IPv6 its network of 64 bits
 * @param own whether it is the broker's own process, whatever its name
 */
public record SessionOwner(boolean named, String name, boolean own) {

    /** Of sessions that were stored before owners were. */
    public static final SessionOwner UNKNOWN = new SessionOwner(false, "");

    /** Of another process. */
    public SessionOwner(boolean named, String name) {
        this(named, name, false);
    }

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

    /** The same of a client that is this process, or is not. */
    public SessionOwner own(boolean isOwn) {
        return new SessionOwner(named, name, isOwn);
    }

    /** For the log. */
    @Override
    public String toString() {
        return named ? "user " + name : name.isEmpty() ? "unknown" : "address " + name;
    }
}
