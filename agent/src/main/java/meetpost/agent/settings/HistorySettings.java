package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What of the past is kept on the board.
 *
 * @param spans by rising length of their steps, each a multiple of the one before; empty: nothing
 *     is kept
 * @param leftOut sensors of which nothing is kept
 */
public record HistorySettings(List<Span> spans, Set<String> leftOut) {

    /** Nothing. */
    public static final HistorySettings OFF = new HistorySettings(List.of(), Set.of());

    /** Bytes on disk of a step of a quantity, about: 5 to 11 were seen. */
    private static final long ROW = 11;

    public HistorySettings {
        spans = List.copyOf(spans);
        leftOut = Set.copyOf(leftOut);
    }

    /** Whether anything is kept. */
    public boolean isOn() {
        return !spans.isEmpty();
    }

    /** Bytes on disk in the end, about, for so many quantities. */
    public long bytes(int quantities) {
        return spans.stream().mapToLong(Span::steps).sum() * ROW * quantities;
    }

    /**
     * Steps of one length.
     *
     * @param every their length, whole seconds
     * @param keep for how long they are kept, at least as long
     */
    public record Span(Duration every, Duration keep) {

        public Span {
            requireNonNull(every, "every");
            requireNonNull(keep, "keep");
        }

        /** How many there are in the end. */
        public long steps() {
            return keep.toSeconds() / every.toSeconds();
        }
    }
}
