package meetpost.agent.output.spec;

import java.util.Optional;

/**
 * What the program says that an output is.
 *
 * @param since from when on
 * @param until when it changes by itself
 * @param id of the command that made it so
 */
record Said(boolean on, Cause cause, long since, Optional<Long> until, Optional<String> id) {}
