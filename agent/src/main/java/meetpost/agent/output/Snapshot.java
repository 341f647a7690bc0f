package meetpost.agent.output;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import meetpost.agent.output.OutputRecord.Move;

/** What is to be written of outputs as they are now. Used under the lock of {@link Outputs}. */
final class Snapshot {

    private final Map<String, Output> outputs;
    private final Duration flush;
    private final Function<String, List<Move>> moves;

    Snapshot(Map<String, Output> outputs, Duration flush, Function<String, List<Move>> moves) {
        this.outputs = outputs;
        this.flush = flush;
        this.moves = moves;
    }

    /** Whether what it is now may be written: the safe level at once, another when it has stood. */
    boolean stands(Output output, long now) {
        return output.lasts() == output.rules().onAtCrash()
                || now - output.movedAt() >= flush.toNanos();
    }

    /**
     * As they are.
     *
     * @param before what the disk has: that stays where something has not stood for long enough
     */
    Map<String, OutputRecord> now(Optional<OutputRecords> before, long now) {
        Map<String, OutputRecord> all = new HashMap<>();
        outputs.forEach(
                (name, output) -> {
                    boolean last = before.map(was -> was.of(name).last()).orElse(false);
                    all.put(name, record(output, stands(output, now) ? output.lasts() : last));
                });
        return all;
    }

    /** As they are, however short. */
    Map<String, OutputRecord> exact() {
        Map<String, OutputRecord> all = new HashMap<>();
        outputs.forEach((name, output) -> all.put(name, record(output, output.lasts())));
        return all;
    }

    /** What they were last, with the lines as they are now. */
    Map<String, OutputRecord> stopped(Map<String, OutputRecord> last) {
        Map<String, OutputRecord> all = new HashMap<>();
        last.forEach(
                (name, before) -> {
                    Output output = Objects.requireNonNull(outputs.get(name), name);
                    all.put(
                            name,
                            new OutputRecord(
                                    before.last(),
                                    output.mayBeOn(),
                                    before.onSince(),
                                    output.offTimes().off().since(),
                                    before.moves()));
                });
        return all;
    }

    private OutputRecord record(Output output, boolean last) {
        return new OutputRecord(
                last,
                output.shouldBeOn(),
                output.onSince(),
                output.offTimes().off().since(),
                moves.apply(output.name()));
    }
}
