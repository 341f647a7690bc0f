package meetpost.agent.claim;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** How it stands with a board {@code kelder-pi} that claims one topic beside {@code zolder-pi}. */
public final class Standings {

    private static final Board OTHER = new Board("zolder-pi", "0000000b");

    private Standings() {}

    /** Before anything is known. */
    public static Standing unknown() {
        return Standing.unknown(self(), List.of());
    }

    /** The topic is this board's. */
    public static Standing held(String topic) {
        return of(topic, new Verdict.Ours(Set.of(OTHER), Set.of()));
    }

    /** The topic is the other one's. */
    public static Standing lost(String topic) {
        return of(topic, new Verdict.Theirs(OTHER));
    }

    /** Another board had the topic, and may be about to come back. */
    public static Standing waiting(String topic) {
        return of(topic, new Verdict.Waiting());
    }

    private static Standing of(String topic, Verdict verdict) {
        return Standing.of(
                self(), List.of(new Claim(topic, Set.of(), false)), Map.of(topic, verdict));
    }

    private static Self self() {
        return new Self(new Board("kelder-pi", "0000000a"), "0000000a-1", "", "apparaten/");
    }
}
