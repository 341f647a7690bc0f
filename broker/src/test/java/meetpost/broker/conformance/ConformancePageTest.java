package meetpost.broker.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConformancePageTest {

    private static final Path PAGE = Path.of("..", "docs", "conformance.md");

    @Test
    void everyStatementHasATestOrAReasonWhyItCannotHaveOne() {
        for (ConformancePage.Standard standard : ConformancePage.STANDARDS) {
            Map<String, List<Method>> tests = ConformancePage.conversations(standard);
            Set<String> wrong = new TreeSet<>();
            for (ConformancePage.Entry entry : ConformancePage.statements(standard)) {
                if (tests.containsKey(entry.number()) != entry.untested().isEmpty()) {
                    wrong.add(entry.number());
                }
            }

            assertEquals(Set.of(), wrong, standard.title() + ": a test or a reason, and not both");
        }
    }

    @Test
    void everyTestNamesAStatementThatExists() {
        for (ConformancePage.Standard standard : ConformancePage.STANDARDS) {
            Set<String> unknown = new TreeSet<>(ConformancePage.conversations(standard).keySet());
            ConformancePage.statements(standard).forEach(entry -> unknown.remove(entry.number()));

            assertEquals(Set.of(), unknown, standard.title());
        }
    }

    @Test
    void everyDeviationNamesAConversationThatExists() {
        Set<String> names =
                ConformancePage.STANDARDS.stream()
                        .flatMap(
                                standard ->
                                        ConformancePage.conversations(standard).values().stream())
                        .flatMap(List::stream)
                        .map(Deviations::name)
                        .collect(Collectors.toSet());

        for (Brand brand : Brand.values()) {
            Set<String> unknown = new TreeSet<>(brand.deviations().reasons().keySet());
            unknown.removeAll(names);

            assertEquals(Set.of(), unknown, brand.toString());
        }
    }

    /** Writes the page instead where {@code -DwritePages} is given. */
    @Test
    void thePageIsWhatTheTestsSay() throws IOException {
        if (System.getProperty("writePages") != null) {
            Files.writeString(PAGE, ConformancePage.text());
        }

        assertTrue(Files.exists(PAGE), PAGE + " is missing");
        assertEquals(
                ConformancePage.text(),
                Files.readString(PAGE, UTF_8),
                PAGE
                        + " is out of date: mvn -pl broker -am test -Dtest=ConformancePageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -DwritePages, and commit it");
    }
}
