package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** Who has a topic that we claim. */
sealed interface Verdict {

    /** Nobody else claims it. */
    record Free() implements Verdict {}

    /**
     * We do, before others.
     *
     * @param others who claim it too
     * @param silent those of them that say that we have it
     */
    record Ours(Set<Board> others, Set<Board> silent) implements Verdict {

        public Ours {
            others = Set.copyOf(others);
            silent = Set.copyOf(silent);
        }
    }

    /** Another one does. */
    record Theirs(Board holder) implements Verdict {

        public Theirs {
            requireNonNull(holder, "holder");
        }
    }

    /** Another one did when we last knew, and may be about to come back. */
    record Waiting() implements Verdict {}

    /** Whether nothing may be published there now. */
    default boolean isBlocked() {
        return this instanceof Theirs || this instanceof Waiting;
    }
}
