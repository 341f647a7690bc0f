package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import meetpost.agent.claim.Standing;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Parsed.Malformed;
import meetpost.agent.command.Parsed.Order;
import org.tinylog.Logger;

/** What arrived for an addressee. It is not parsed before somebody asks. Safe for any thread. */
final class Incoming {

    /** What one takes beside its payload, the text of which is kept twice once it is parsed. */
    private static final int OVERHEAD = 250;

    private final Addressee addressee;
    private final Optional<byte[]> payload;
    private final int qos;
    private final boolean retained;
    private Optional<Parsed> parsed = Optional.empty();

    private Incoming(Addressee addressee, Optional<byte[]> payload, int qos, boolean retained) {
        this.addressee = requireNonNull(addressee, "addressee");
        this.payload = payload;
        this.qos = qos;
        this.retained = retained;
    }

    /** Keeps no payload that is too large to be a command. */
    static Incoming of(Addressee addressee, byte[] payload, int qos, boolean retained) {
        return payload.length > CommandReader.MAX_BYTES
                ? tooLarge(addressee, qos, retained)
                : new Incoming(addressee, Optional.of(payload.clone()), qos, retained);
    }

    static Incoming tooLarge(Addressee addressee, int qos, boolean retained) {
        return new Incoming(addressee, Optional.empty(), qos, retained);
    }

    Addressee addressee() {
        return addressee;
    }

    /** Bytes of memory, about. */
    int size() {
        return OVERHEAD + 2 * payload.map(bytes -> bytes.length).orElse(0);
    }

    /** What it says. Never throws. */
    synchronized Parsed parsed() {
        if (parsed.isEmpty()) {
            parsed = Optional.of(payload.map(Incoming::parse).orElseGet(Incoming::unread));
        }
        return parsed.get();
    }

    /** What the sender calls it, where it can be read. Never throws. */
    Optional<String> id() {
        return parsed().id();
    }

    /** Whether its sender is to have an answer of its own: it has an id, or came at QoS 1 or 2. */
    boolean isAnsweredAlone() {
        return qos > 0 || id().isPresent();
    }

    /** Why it is refused whatever the output is, by history and size first; empty: it is not. */
    Optional<Refused> refusal() {
        if (retained) {
            return Optional.of(new Refused(Refusal.RETAINED, Refusal.STORED));
        }
        if (payload.isEmpty()) {
            return Optional.of(
                    new Refused(
                            Refusal.TOO_LARGE,
                            "expected at most " + CommandReader.MAX_BYTES + " bytes"));
        }
        return parsed() instanceof Malformed malformed
                ? Optional.of(new Refused(Refusal.MALFORMED, malformed.message()))
                : Optional.empty();
    }

    /**
     * The same, or that another board has what it is for. The safe level is never refused for that:
     * both boards may take it.
     */
    Optional<Refused> refusal(Standing standing) {
        Refusal reason = standing.isDecided(addressee.topic()) ? Refusal.CONFLICT : Refusal.BUSY;
        return refusal()
                .or(
                        () ->
                                standing.refusal(addressee.topic())
                                        .filter(any -> !isSafe())
                                        .map(text -> new Refused(reason, text)));
    }

    /**
     * Whether it can be neither obeyed nor refused before it is known which board has the output.
     */
    boolean isOpen(Standing standing) {
        return !standing.isDecided(addressee.topic()) && refusal().isEmpty() && !isSafe();
    }

    /** Whether it asks for the level at which the output is safe. */
    boolean isSafe() {
        return refusal().isEmpty()
                && parsed() instanceof Order order
                && order.command() instanceof Command.Switch to
                && to.on() == addressee.onIsSafe();
    }

    private static Parsed unread() {
        return new Malformed(Optional.empty(), "not kept");
    }

    /**
     * One message may cost at most itself, also where the reader has a mistake in it. Of errors
     * only the one is caught that a text can cause and that leaves the JVM as it was.
     */
    private static Parsed parse(byte[] payload) {
        try {
            return CommandReader.read(payload);
        } catch (RuntimeException | StackOverflowError e) {
            Logger.error(e, "a command cannot be read: a defect of the program");
            return new Malformed(Optional.empty(), "it cannot be read");
        }
    }
}
