package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of outputs when the program begins, in ticks of now.
 *
 * @param outputs what the disk has of each
 * @param known since when they are off and on
 * @param heldBack why they stay at {@code at-crash}; empty: they do not
 */
record Recollection(
        Map<String, OutputRecord> outputs, Known known, long now, Optional<String> heldBack) {

    enum Known {
        /** The program that ran before came to its end in order. */
        ALL,
        /** No program ran here before. */
        NEVER_USED,
        /** It crashed, or the board was started since, or the disk does not say. */
        LITTLE
    }

    Recollection {
        outputs = Map.copyOf(outputs);
        requireNonNull(known, "known");
        requireNonNull(heldBack, "heldBack");
    }

    OutputRecord of(String output) {
        return outputs.getOrDefault(output, OutputRecord.BLANK);
    }

    /** Whether its times are true. */
    boolean knows(String output) {
        return known == Known.NEVER_USED || (known == Known.ALL && outputs.containsKey(output));
    }
}
