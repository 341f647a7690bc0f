package meetpost.agent.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.time.DurationText;

/**
 * The arguments of a subcommand that lives long, read without picocli, which costs 86 ms and 7 MB
 * at each start of a board.
 *
 * @param values of the options that have one, by name
 * @param flags that were given
 */
record PlainArguments(Map<String, String> values, Set<String> flags) {

    /**
     * Empty where the arguments are not this subcommand with these options and nothing else: then
     * picocli explains them.
     */
    static Optional<PlainArguments> of(
            List<String> args, String subcommand, Set<String> valued, Set<String> flagged) {
        if (args.isEmpty() || !args.get(0).equals(subcommand)) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        var flags = new HashSet<String>();
        Iterator<String> rest = args.subList(1, args.size()).iterator();
        while (rest.hasNext()) {
            String arg = rest.next();
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (equals < 0 && flagged.contains(name)) {
                flags.add(name);
            } else if (valued.contains(name) && equals > 0) {
                values.put(name, arg.substring(equals + 1));
            } else if (valued.contains(name) && rest.hasNext()) {
                values.put(name, rest.next());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new PlainArguments(values, flags));
    }

    /**
     * A length of time with its unit, such as {@code 30s}; empty for anything else, and for zero.
     */
    static Optional<Duration> duration(String text) {
        return DurationText.parse(text).filter(duration -> !duration.isZero());
    }

    /** Whether that is a port of TCP: 0, any that is free, to 65535. */
    static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535;
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
