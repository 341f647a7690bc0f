package meetpost.agent.http;

import java.io.IOException;
import java.util.Set;

/** Answers what is asked at a path, or below it. */
@FunctionalInterface
public interface Handler {

    /** Those of a thing that can only be looked at. */
    Set<String> LOOK = Set.of("GET");

    /**
     * Which methods there are at a path; none: there is nothing. Who has GET has HEAD. As long as
     * nothing else is said, there is GET at exactly the path at which this is served.
     *
     * @param below what stands behind that path, such as {@code /pins/17}; empty: nothing
     */
    default Set<String> methods(String below) {
        return below.isEmpty() ? LOOK : Set.of();
    }

    /**
     * Answers a request with one of these methods. Called by several threads; may block for a
     * while.
     */
    Response answer(Request request) throws IOException;
}
