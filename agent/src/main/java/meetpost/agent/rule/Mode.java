package meetpost.agent.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a rule governs its outputs. */
enum Mode {
    /** It does. */
    AUTO,
    /** They are off, but for a guard. */
    OFF,
    /** Persons do. */
    MANUAL,
    /** Somebody has his hands in it: they are off, whatever a guard says. */
    SERVICE;

    /** As topics show it: {@code auto}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Mode> of(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static String all() {
        List<String> texts = Arrays.stream(values()).map(Mode::text).toList();
        return String.join(", ", texts.subList(0, texts.size() - 1))
                + " or "
                + texts.get(texts.size() - 1);
    }
}
