package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import meetpost.agent.link.NoSessionException.Reason;
import meetpost.agent.time.Ticks;

/**
 * Asks a broker for a session that nobody uses, on a thread of its own: whether it answers at all.
 * Any thread; no method blocks.
 */
final class BrokerProbe {

    private static final Duration LEAVE = Duration.ofSeconds(2);

    /** Who does not take us is there. */
    private static final Set<Reason> ANSWERS =
            Set.of(
                    Reason.PROTOCOL,
                    Reason.CLIENT_ID,
                    Reason.UNAVAILABLE,
                    Reason.CREDENTIALS,
                    Reason.NOT_AUTHORISED);

    private final Dialler dialler;
    private volatile boolean answered;
    private volatile boolean busy = true;

    private BrokerProbe(Dialler dialler) {
        this.dialler = requireNonNull(dialler, "dialler");
    }

    /**
     * Begins to ask.
     *
     * @param done is told, once, whether it answered; must not block
     */
    static BrokerProbe of(
            LinkOptions options, BrokerTarget target, Ticks ticks, Consumer<Boolean> done) {
        var probe = new BrokerProbe(new Dialler(options.tls(), options.own(), ticks));
        var thread = new Thread(() -> probe.run(target, options.probe(), done), "link-probe");
        thread.setDaemon(true);
        thread.start();
        return probe;
    }

    /** Whether the broker answered. */
    boolean isAnswered() {
        return answered;
    }

    /** Whether that is not known yet. */
    boolean isBusy() {
        return busy;
    }

    /** SilentListener wants to know any more. */
    void close() {
        dialler.hangUp();
    }

    private void run(BrokerTarget target, ConnectOptions hello, Consumer<Boolean> done) {
        try {
            answered = ask(target, hello);
        } finally {
            busy = false;
            done.accept(answered);
        }
    }

    private boolean ask(BrokerTarget target, ConnectOptions hello) {
        try {
            dialler.dial(target, hello, new SilentListener(), () -> {}).leave(LEAVE);
            return true;
        } catch (NoSessionException e) {
            return ANSWERS.contains(e.reason());
        } catch (IOException e) {
            return false;
        }
    }
}
