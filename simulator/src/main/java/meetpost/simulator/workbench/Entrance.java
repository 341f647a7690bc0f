package meetpost.simulator.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.time.Ticks;

/**
 * Stands before the workbench: this machine comes in as it is, the network only with the user and
 * the password of the simulation (RFC 7617). Safe for use by several threads.
 */
public final class Entrance {

    private static final String BASIC = "Basic ";

    /** Wrong passwords in a row that are still looked at, and how long none is after them. */
    private static final int TRIES = 10;

    private static final Duration CLOSED = Duration.ofSeconds(10);

    private final Ticks ticks;
    private final Optional<BiPredicate<String, String>> guests;
    private final Predicate<InetAddress> here;
    private int wrong;
    private long closedUntil;

    /**
     * @param ticks real ones
     * @param guests whether a user and a password are right; empty: nobody comes in from the
     *     network
     */
    public Entrance(Ticks ticks, Optional<BiPredicate<String, String>> guests) {
        this(ticks, guests, InetAddress::isLoopbackAddress);
    }

    /**
     * @param here whether an address is this machine's
     */
    Entrance(
            Ticks ticks,
            Optional<BiPredicate<String, String>> guests,
            Predicate<InetAddress> here) {
        this.here = here;
        this.ticks = requireNonNull(ticks, "ticks");
        this.guests = requireNonNull(guests, "guests");
        this.closedUntil = ticks.now();
    }

    /** The same as {@code inside}, for those who may come in. */
    public Handler before(Handler inside) {
        return new Handler() {
            @Override
            public Set<String> methods(String below) {
                return inside.methods(below);
            }

            @Override
            public Response answer(Request request) throws IOException {
                Optional<Response> refusal =
                        here.test(request.from()) ? Optional.empty() : refusal(request);
                return refusal.isPresent() ? refusal.get() : inside.answer(request);
            }
        };
    }

    private synchronized Optional<Response> refusal(Request request) {
        if (guests.isEmpty()) {
            return Optional.of(Response.refusal(403, "only for this machine"));
        }
        Optional<String> header = request.header("Authorization");
        if (header.isPresent() && ticks.now() - closedUntil < 0) {
            return Optional.of(
                    Response.refusal(
                            429,
                            "too many wrong passwords; again in " + CLOSED.toSeconds() + " s"));
        }
        if (header.filter(each -> right(each, guests.get())).isPresent()) {
            wrong = 0;
            return Optional.empty();
        }
        if (header.isPresent() && ++wrong >= TRIES) {
            wrong = 0;
            closedUntil = ticks.now() + CLOSED.toNanos();
        }
        return Optional.of(
                Response.refusal(401, "the user and the password that simulate --lan printed")
                        .with(
                                "WWW-Authenticate",
                                "Basic realm=\"Meetpost workbench\", charset=\"UTF-8\""));
    }

    private static boolean right(String header, BiPredicate<String, String> guests) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return false;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String[] both = new String(bytes, UTF_8).split(":", 2);
            return both.length == 2 && guests.test(both[0], both[1]);
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}
