package meetpost.drivers.input;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalLong;
import meetpost.drivers.bus.Edge;

/**
 * From edges of a contact to pulses, free of bounce: a level counts once there was no edge for the
 * debounce time, by the kernel's time of the edges, however late they are looked at. A pulse that
 * is shorter is none. With no debounce time each edge counts. For one thread.
 */
public final class PulseFilter {

    private final CountedEdge counted;
    private final long debounce;

    /** The level that counts. */
    private boolean settled;

    /** The level of the last edge, and since when. */
    private boolean level;

    private long since;
    private boolean bouncing;

    /** Which change of level is a pulse. */
    public enum CountedEdge {
        RISING,
        FALLING,
        BOTH
    }

    /**
     * @param debounce zero: each edge counts
     * @param high the level that it begins with, which is no pulse
     */
    public PulseFilter(CountedEdge counted, Duration debounce, boolean high) {
        this.counted = requireNonNull(counted, "counted");
        this.debounce = debounce.toNanos();
        settled = high;
        level = high;
    }

    /**
     * An edge came.
     *
     * @return the tick of a pulse, if there was one: this edge's, or that of the edge before, which
     *     has turned out to be the last of its bounce
     */
    public OptionalLong edge(Edge edge) {
        if (debounce == 0) {
            settled = edge.high();
            return pulse(true, edge.tick());
        }
        OptionalLong pulse = settle(edge.tick());
        level = edge.high();
        since = edge.tick();
        bouncing = true;
        return pulse;
    }

    /** There was no edge until {@code tick}. Gives the tick of a pulse, if there was one. */
    public OptionalLong settle(long tick) {
        if (!bouncing || tick - since < debounce) {
            return OptionalLong.empty();
        }
        bouncing = false;
        boolean another = level != settled;
        settled = level;
        return pulse(another, since);
    }

    /** The tick at which {@link #settle} has something to say, unless there is an edge before. */
    public OptionalLong next() {
        return bouncing ? OptionalLong.of(since + debounce) : OptionalLong.empty();
    }

    private OptionalLong pulse(boolean another, long tick) {
        boolean counts = counted == CountedEdge.BOTH || settled == (counted == CountedEdge.RISING);
        return another && counts ? OptionalLong.of(tick) : OptionalLong.empty();
    }
}
