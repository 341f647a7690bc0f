package meetpost.broker.access;

import meetpost.broker.message.Nullable;
import meetpost.broker.settings.Access;

/**
 * Who a client is, and what it is believed by. The only place that decides it: certificate, user
 * name, password file and {@code allow-anonymous} meet here.
 */
public sealed interface Identity {

    /** Known without a password: by certificate, or because nobody is asked for anything. */
    record Known(@Nullable String user) implements Identity {}

    /** To be let in if the password is this user's. */
    record Claimed(String user, PasswordFile file) implements Identity {}

    /** Not to be let in. */
    record Refused(String text) implements Identity {}

    /**
     * @param door of the listener that the client came in by
     * @param certified the name in the client's certificate; none without one
     * @param user as CONNECT gives it; none if it gives none
     */
    static Identity of(ListenerPolicy door, @Nullable String certified, @Nullable String user) {
        if (door.certificates()) {
            return certified(certified, user);
        }
        Access access = door.access();
        if (user == null) {
            return access.anonymous() ? new Known(null) : new Refused("it gives no user name");
        }
        PasswordFile file = door.passwords();
        if (file != null) {
            return new Claimed(user, file);
        }
        return access.anonymous()
                ? new Known(user)
                : new Refused("user %s: unknown, or a wrong password".formatted(user));
    }

    /** The certificate's name is the user, whatever CONNECT says; another name is not taken. */
    private static Identity certified(@Nullable String certified, @Nullable String user) {
        if (certified == null || certified.isEmpty()) {
            return new Refused("its certificate has no common name, or several");
        }
        if (user != null && !user.equals(certified)) {
            return new Refused("its certificate is of %s, not of %s".formatted(certified, user));
        }
        return new Known(certified);
    }
}
