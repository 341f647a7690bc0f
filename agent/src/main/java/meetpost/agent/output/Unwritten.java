package meetpost.agent.output;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Outputs of whose last move the disk does not know. Used under the lock of {@link Outputs}. */
final class Unwritten {

    private final Set<Output> all = new HashSet<>();

    /** How often each had moved when somebody looked. */
    private final Map<Output, Long> seen = new HashMap<>();

    /** It has moved. */
    void add(Output output) {
        all.add(output);
    }

    /** What it is now is no move: so it started. */
    void started(Output output) {
        seen.put(output, output.moves());
    }

    /**
     * Looks whether it has moved, or is for another reason not what the disk has: a pulse that goes
     * on until further notice, or rules that begin to need it.
     *
     * @param disk what it has, or will have
     */
    void look(Output output, Optional<OutputRecords> disk) {
        boolean lasts = output.lasts();
        if (!Objects.equals(seen.put(output, output.moves()), output.moves())
                || disk.filter(it -> it.isLast(output.name(), lasts)).isEmpty()) {
            all.add(output);
        }
    }

    /** The disk has those, or will have them. */
    void written(Predicate<Output> which) {
        all.removeIf(which);
    }

    /**
     * Nanoseconds until one of them has stood for so long; {@link Outputs#NEVER}: there is none.
     */
    long standsIn(Duration flush, long now) {
        return all.stream()
                .mapToLong(each -> each.movedAt() + flush.toNanos() - now)
                .min()
                .orElse(Outputs.NEVER);
    }
}
