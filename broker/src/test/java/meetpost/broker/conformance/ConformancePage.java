package meetpost.broker.conformance;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Writes {@code docs/conformance.md} from the statements of the standards and the conversations
 * that name them.
 */
final class ConformancePage {

    private static final String PACKAGE = ConformancePage.class.getPackageName();

    /**
     * A standard.
     *
     * @param title as its readers call it
     * @param list the resource with its statements
     * @param folder the package with its conversations
     */
    record Standard(String title, String list, String folder) {}

    static final List<Standard> STANDARDS =
            List.of(
                    new Standard("MQTT 3.1.1", "mqtt-3.1.1.txt", "v3"),
                    new Standard("MQTT 5.0", "mqtt-5.0.txt", "v5"));

    /**
     * A normative statement.
     *
     * @param number as printed, without brackets; of a rule without one its section and place
     * @param text in short
     * @param untested why it has no test; empty where it has to have one
     */
    record Entry(String number, String text, String untested) {

        /** By the standard; others have their section and a number of ours. */
        boolean numbered() {
            return number.startsWith("MQTT-");
        }
    }

    private ConformancePage() {}

    static List<Entry> statements(Standard standard) {
        var entries = new ArrayList<Entry>();
        for (String line : Resource.lines(standard.list())) {
            if (line.startsWith("! ")) {
                Entry last = entries.remove(entries.size() - 1);
                entries.add(new Entry(last.number(), last.text(), line.substring(2)));
            } else {
                String[] parts = line.split(" ", 2);
                entries.add(new Entry(parts[0], parts[1], ""));
            }
        }
        return entries;
    }

    /** The conversations of a standard by the statements that they name. */
    static Map<String, List<Method>> conversations(Standard standard) {
        var byStatement = new TreeMap<String, List<Method>>();
        Predicate<Method> named = method -> method.isAnnotationPresent(Statement.class);
        ReflectionSupport.findAllClassesInPackage(
                        PACKAGE + "." + standard.folder(), type -> true, name -> true)
                .stream()
                .flatMap(type -> List.of(type.getDeclaredMethods()).stream())
                .filter(named)
                .sorted(Comparator.comparing(Deviations::name))
                .forEach(
                        method -> {
                            for (String number : method.getAnnotation(Statement.class).value()) {
                                byStatement
                                        .computeIfAbsent(number, n -> new ArrayList<>())
                                        .add(method);
                            }
                        });
        return byStatement;
    }

    static String text() {
        return """
        # Conformance

        Every normative statement of the standards, and the conversations in literal bytes that hold a broker to it
        (`broker/src/test/java/meetpost/broker/conformance`). Each conversation is held with Meetpost's broker and with
        Mosquitto 2.0.11, which proves the conversation right. This page is written by the tests and is red when it is out
        of date; *passed* means that the build in which it was written was green.

        Rules that a standard states without a number have their section and a number of ours: `3.1.4/1`. Listed are those
        that bind a server and that a conversation can show.

        """
                + STANDARDS.stream().map(ConformancePage::summary).collect(joining())
                + STANDARDS.stream().map(ConformancePage::chapter).collect(joining());
    }

    private static String summary(Standard standard) {
        List<Entry> all = statements(standard);
        Map<String, List<Method>> tests = conversations(standard);
        List<Entry> entries = all.stream().filter(Entry::numbered).toList();
        List<Entry> others = all.stream().filter(entry -> !entry.numbered()).toList();
        long untested = entries.stream().filter(entry -> !entry.untested().isEmpty()).count();
        return "%s: %d statements, %d tested, %d not testable on a server. Passed by Meetpost: %d, by Mosquitto 2.0.11: %d."
                        .formatted(
                                standard.title(),
                                entries.size(),
                                entries.size() - untested,
                                untested,
                                passed(entries, tests, Brand.MEETPOST),
                                passed(entries, tests, Brand.MOSQUITTO))
                + "%nFurther rules without a number: %d tested. Passed by Meetpost: %d, by Mosquitto 2.0.11: %d.%n%n"
                        .formatted(
                                others.size(),
                                passed(others, tests, Brand.MEETPOST),
                                passed(others, tests, Brand.MOSQUITTO));
    }

    private static long passed(List<Entry> entries, Map<String, List<Method>> tests, Brand brand) {
        return entries.stream()
                .map(entry -> tests.getOrDefault(entry.number(), List.of()))
                .filter(methods -> !methods.isEmpty())
                .filter(methods -> methods.stream().allMatch(method -> conforms(method, brand)))
                .count();
    }

    /** What a standard leaves to the server is no deviation from it. */
    private static boolean conforms(Method test, Brand brand) {
        return brand.deviations().reason(test).map(r -> r.startsWith("allowed:")).orElse(true);
    }

    private static String chapter(Standard standard) {
        Map<String, List<Method>> tests = conversations(standard);
        return "## %s%n%n| Statement | In short | Conversations | Meetpost | Mosquitto |%n|---|---|---|---|---|%n"
                        .formatted(standard.title())
                + statements(standard).stream()
                        .map(entry -> row(entry, tests.getOrDefault(entry.number(), List.of())))
                        .collect(joining())
                + "\n";
    }

    private static String row(Entry entry, List<Method> tests) {
        if (tests.isEmpty()) {
            return "| %s | %s | not testable: %s | | |%n"
                    .formatted(entry.number(), entry.text(), entry.untested());
        }
        return "| %s | %s | %s | %s | %s |%n"
                .formatted(
                        entry.number(),
                        entry.text(),
                        tests.stream().map(ConformancePage::label).collect(joining("<br>")),
                        outcome(tests, Brand.MEETPOST),
                        outcome(tests, Brand.MOSQUITTO));
    }

    private static String label(Method test) {
        return test.getDeclaringClass().getSimpleName() + "." + test.getName();
    }

    private static String outcome(List<Method> tests, Brand brand) {
        String reasons =
                tests.stream()
                        .flatMap(test -> brand.deviations().reason(test).stream())
                        .collect(joining("<br>"));
        return reasons.isEmpty() ? "passed" : reasons;
    }
}
