package meetpost.agent.advice;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines that mend something when they are typed, all of them, in their order. Each is a whole
 * command of the shell and works as it stands; a test types it.
 *
 * @param what they do, in words that go on with a colon; empty where that is plain
 */
public record Remedy(String what, List<String> lines) {

    public Remedy {
        requireNonNull(what, "what");
        lines = List.copyOf(lines);
    }

    /** With nothing to say of it. */
    public static Remedy of(String... lines) {
        return new Remedy("", List.of(lines));
    }

    /** As they are printed; of several, one is enough. */
    public static List<String> text(List<Remedy> remedies) {
        List<String> text = new ArrayList<>();
        boolean choice = remedies.size() > 1;
        for (int i = 0; i < remedies.size(); i++) {
            Remedy one = remedies.get(i);
            String number = choice ? (i + 1) + ". " : "";
            boolean headed = choice || !one.what.isEmpty();
            if (headed) {
                text.add(number + one.what + ":");
            }
            one.lines.forEach(line -> text.add(headed ? "   " + line : line));
        }
        return text;
    }
}
