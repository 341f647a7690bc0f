package meetpost.agent.settings.yaml;

import java.util.Map;
import java.util.Optional;
import meetpost.agent.link.TopicFilters;

/** The types that go into topics (MQTT 3.1.1 section 4.7, and stricter). */
final class TopicTypes {

    private static final int LONGEST = 200;
    private static final String PATTERN = "^[^/$+# ][^+# ]*$";

    /** A whole topic of ours, without prefix. */
    static final Type<String> TOPIC =
            Scalar.any(
                    "a topic such as huis/kelder",
                    Map.of("type", "string", "pattern", PATTERN, "maxLength", LONGEST),
                    text -> {
                        String topic = checked(text, "huis/kelder");
                        if (topic.endsWith("/")) {
                            throw new WrongValue(
                                    "the topic %s ends with \"/\", expected a name after it"
                                            .formatted(ProblemReport.quoted(topic)));
                        }
                        return topic;
                    });

    /** A filter of topics, for an access list: {@code %u} and {@code %c} stand for the client's. */
    static final Type<String> FILTER =
            Scalar.any(
                    "a topic filter such as sensoren/#",
                    Map.of("type", "string", "minLength", 1, "maxLength", LONGEST),
                    TopicTypes::filter);

    /** One level of a topic. */
    static final Type<String> LEVEL =
            Scalar.any(
                    "one level of a topic, such as sensoren",
                    Map.of("type", "string", "pattern", "^[^/$+# ][^/+# ]*$", "maxLength", LONGEST),
                    text -> {
                        String level = checked(text, "sensoren");
                        if (level.contains("/")) {
                            throw new WrongValue(
                                    ProblemReport.quoted(level)
                                            + " has several levels, expected one, such as sensoren");
                        }
                        return level;
                    });

    /** What goes before every topic; {@code %d} in it stands for the device's id. */
    static final Type<String> PREFIX =
            Scalar.any(
                    "nothing or a prefix such as kas-3/",
                    Map.of(
                            "type",
                            "string",
                            "pattern",
                            "^$|^[^/$+# ][^+# ]*/$",
                            "maxLength",
                            LONGEST),
                    TopicTypes::prefix);

    private TopicTypes() {}

    private static String prefix(String text) throws WrongValue {
        if (text.isEmpty()) {
            return text;
        }
        String prefix = checked(text, "kas-3/");
        if (!prefix.endsWith("/")) {
            throw new WrongValue(
                    "the prefix %s does not end with \"/\", expected %s/"
                            .formatted(ProblemReport.quoted(prefix), prefix));
        }
        int percent = prefix.replace("%d", "").indexOf('%');
        if (percent >= 0) {
            throw new WrongValue(
                    "the prefix %s has a \"%%\", expected only %%d, which is the device's id"
                            .formatted(ProblemReport.quoted(prefix)));
        }
        return prefix;
    }

    /** MQTT 3.1.1 section 4.7.1: a wildcard has its level for itself, and {@code #} is the last. */
    /** Whether settings take it where a filter stands. */
    static boolean isFilter(String text) {
        boolean printable = text.codePoints().noneMatch(TopicTypes::unprintable);
        return TopicFilters.isFilter(text) && text.length() <= LONGEST && printable;
    }

    private static String filter(String text) throws WrongValue {
        if (!isFilter(text)) {
            throw new WrongValue(
                    ProblemReport.quoted(text)
                            + " is no topic filter, expected one such as sensoren/# or"
                            + " actuatoren/+");
        }
        return text;
    }

    private static String checked(String text, String example) throws WrongValue {
        Optional<String> wrong = wrong(text);
        if (wrong.isPresent()) {
            throw new WrongValue(
                    "the topic "
                            + ProblemReport.quoted(text)
                            + " "
                            + wrong.get()
                            + ", expected one such as "
                            + example);
        }
        return text;
    }

    private static Optional<String> wrong(String text) {
        if (text.isEmpty()) {
            return Optional.of("is empty");
        }
        if (text.contains("+") || text.contains("#")) {
            return Optional.of("has a wildcard");
        }
        if (text.startsWith("$") || text.startsWith("/")) {
            return Optional.of("begins with \"" + text.charAt(0) + "\"");
        }
        if (text.contains("//")) {
            return Optional.of("has an empty level");
        }
        if (text.codePoints()
                .anyMatch(c -> Character.isSpaceChar(c) || Character.isWhitespace(c))) {
            return Optional.of("has a space");
        }
        if (text.codePoints().anyMatch(TopicTypes::unprintable)) {
            return Optional.of("has a control character");
        }
        return text.length() > LONGEST ? Optional.of("is too long") : Optional.empty();
    }

    /** Also half a surrogate pair and what Unicode calls no character: MQTT 3.1.1 section 1.5.3. */
    private static boolean unprintable(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || (c & 0xFFFE) == 0xFFFE;
    }
}
