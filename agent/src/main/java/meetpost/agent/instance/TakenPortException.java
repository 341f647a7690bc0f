package meetpost.agent.instance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import meetpost.broker.settings.Authority;

/** Another program listens where we want to. Starting again does not cure it. */
public final class TakenPortException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Optional<URI> listener;
    private final transient Optional<PortHolder.Holder> holder;

    /** One of the page, whose message is all there is to say. */
    public TakenPortException(String message, Throwable cause) {
        super(message, cause);
        listener = Optional.empty();
        holder = Optional.empty();
    }

    private TakenPortException(URI wanted, Optional<PortHolder.Holder> who) {
        super(text(wanted, who));
        listener = Optional.of(requireNonNull(wanted, "wanted"));
        holder = who;
    }

    /** What of our own broker's listeners somebody else has; empty: nothing. */
    public static Optional<TakenPortException> of(List<URI> listeners) {
        return listeners.stream()
                .filter(uri -> port(uri) != 0)
                .filter(uri -> !PortHolder.free(Authority.of(uri).bareHost(), port(uri)))
                // An address that is not this machine's is not free either.
                .filter(uri -> PortHolder.free(Authority.of(uri).bareHost(), 0))
                .findFirst()
                .map(uri -> new TakenPortException(uri, new PortHolder().holder(port(uri))));
    }

    /** The same where that is why {@code failure} came, else {@code failure}. */
    public static IOException explained(List<URI> listeners, IOException failure) {
        Optional<TakenPortException> taken = of(listeners);
        taken.ifPresent(each -> each.initCause(failure));
        return taken.<IOException>map(each -> each).orElse(failure);
    }

    /** The listener of our own broker; empty: the page's. */
    public Optional<URI> listener() {
        return listener;
    }

    /** Who has the port; empty: that cannot be found out. */
    public Optional<PortHolder.Holder> holder() {
        return holder;
    }

    static int port(URI listener) {
        return Authority.of(listener).port();
    }

    private static String text(URI wanted, Optional<PortHolder.Holder> who) {
        return "port %s is taken%s, and our own broker wants it for %s"
                .formatted(port(wanted), who.map(each -> " by " + each.text()).orElse(""), wanted);
    }
}
