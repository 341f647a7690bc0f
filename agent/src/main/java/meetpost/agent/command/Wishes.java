package meetpost.agent.command;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Where rules say what they want. Any thread; does not block. */
public interface Wishes {

    /**
     * From now on rules want this of these outputs. Who wants something says so each minute: an
     * output of which nothing was said for five goes to its level after a crash.
     */
    void wish(Map<String, Wish> all);

    /** What a person said of these outputs counts no longer. */
    void giveBack(Collection<String> outputs);

    /** The person's word that stands against the rules of an output; empty: none. */
    Optional<Overridden> override(String output);

    /**
     * What a person said.
     *
     * @param until the tick at which it ends; empty: not at a tick
     */
    record Overridden(boolean on, Optional<Long> until) {}
}
