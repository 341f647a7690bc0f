package meetpost.broker.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Whom one listener lets in, what they may do, and what it proves itself with. */
public record ListenerAccess(Access access, Optional<TlsSettings> tls) {

    public ListenerAccess {
        requireNonNull(access, "access");
        requireNonNull(tls, "tls");
    }
}
