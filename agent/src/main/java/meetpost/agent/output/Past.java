package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.output.OutputRecord.Move;
import meetpost.agent.output.Recollection.Known;
import meetpost.agent.time.Boot;
import org.tinylog.Logger;

/**
 * What the program that ran before left on the disk.
 *
 * @param records as they were written; empty: there are none, or they are damaged
 */
record Past(Optional<OutputRecords> records, Map<String, OutputRecord> outputs, Known known) {

    /** Nobody knows. */
    static final Past UNKNOWN = new Past(Optional.empty(), Map.of(), Known.LITTLE);

    Past {
        requireNonNull(records, "records");
        outputs = Map.copyOf(outputs);
        requireNonNull(known, "known");
    }

    /** Reads it; what cannot be read is said, and is not known. */
    static Past read(RecordsStore store, Boot boot, long now) {
        try {
            Optional<String> text = store.read();
            return text.isPresent()
                    ? of(RecordsText.read(text.get()), boot, now)
                    : ofVersion010(store.ofVersion010());
        } catch (IOException | RuntimeException e) {
            Logger.warn(
                    "{}: what outputs were is not known, they wait as after a power cut: {}",
                    store,
                    String.valueOf(e.getMessage()));
            return UNKNOWN;
        }
    }

    private static Past ofVersion010(Map<String, Boolean> last) {
        Map<String, OutputRecord> outputs = new HashMap<>();
        last.forEach(
                (name, on) ->
                        outputs.put(
                                name,
                                new OutputRecord(
                                        on, on, Optional.empty(), Optional.empty(), List.of())));
        return new Past(
                Optional.empty(), outputs, last.isEmpty() ? Known.NEVER_USED : Known.LITTLE);
    }

    /**
     * Ticks of another boot mean nothing, but for how long it had been on when that was written.
     */
    private static Past of(OutputRecords records, Boot boot, long now) {
        boolean same = records.boot().equals(boot.id());
        Map<String, OutputRecord> outputs = new HashMap<>();
        records.outputs()
                .forEach(
                        (name, was) ->
                                outputs.put(
                                        name, same ? was : ofAnotherBoot(was, records.at(), now)));
        return new Past(
                Optional.of(records),
                outputs,
                same && records.stopped() ? Known.ALL : Known.LITTLE);
    }

    private static OutputRecord ofAnotherBoot(OutputRecord was, long at, long now) {
        List<Move> moves =
                was.moves().stream().map(move -> new Move(move.id(), move.on(), now)).toList();
        return new OutputRecord(
                was.last(),
                was.line(),
                was.onSince().map(since -> now - (at - since)),
                Optional.empty(),
                moves);
    }
}
