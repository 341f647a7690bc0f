package meetpost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pictures of {@code docs/architecture.md} and the index of decisions are drawn from the code:
 * {@code -Ddraw} writes them anew, without it they must be as they are.
 */
class ArchitectureTest {

    private static final Path HOME = Path.of("..");
    private static final boolean DRAW = System.getProperty("draw") != null;
    private static final List<String> MODULES =
            List.of("journal", "drivers", "broker", "agent", "simulator");
    private static final Pattern NAMED =
            Pattern.compile("`([A-Z][A-Za-z0-9]+)(?:\\.([a-z][A-Za-z0-9]*))?`");

    @Test
    void theArrowsOfThePageAreThoseOfTheCode() throws IOException {
        Path page = HOME.resolve("docs/architecture.md");
        String text = Files.readString(page);
        for (String module : MODULES) {
            text = between(text, module, rooms(module));
        }
        keep(page, text);
    }

    @Test
    void theIndexOfDecisionsHasEachPage() throws IOException {
        Path index = HOME.resolve("docs/decisions/README.md");
        var lines = new StringBuilder();
        Set<String> numbers = new HashSet<>();
        try (Stream<Path> pages = Files.list(index.resolveSibling("."))) {
            for (Path page : pages.sorted().toList()) {
                String name = page.getFileName().toString();
                if (name.matches("\\d{4}-.*\\.md")) {
                    String title = Files.readAllLines(page).get(0).replaceFirst("^# ", "");
                    String number = name.substring(0, 4);
                    assertTrue(numbers.add(number), () -> "a number twice: " + number);
                    lines.append("- [%s](%s)%n".formatted(title, name));
                }
            }
        }
        keep(index, between(Files.readString(index), "pages", lines.toString()));
    }

    /** A page that names classes that are gone would send its reader astray. */
    @Test
    void everyClassThatThePageNamesExists() throws IOException {
        Set<String> ours = new HashSet<>(List.of("ArchitectureTest", "ServiceLoader", "Error"));
        MODULES.forEach(module -> classes(module).forEach(each -> ours.add(each.getSimpleName())));
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(HOME.resolve("docs/architecture.md")));
        int seen = 0;
        while (named.find()) {
            seen++;
            String type = named.group(1);
            if (!ours.contains(type)) {
                missing.add(type);
            }
        }

        assertEquals(List.of(), missing);
        assertTrue(seen > 20);
    }

    /** Each package with what it uses of its own module, the lowest first. */
    private static String rooms(String module) {
        String root = "meetpost." + module;
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass each : classes(module)) {
            String room = room(root, each);
            uses.computeIfAbsent(room, any -> new TreeSet<>());
            for (Dependency to : each.getDirectDependenciesFromSelf()) {
                JavaClass target = to.getTargetClass();
                if (target.getPackageName().startsWith(root) && !room(root, target).equals(room)) {
                    uses.get(room).add(room(root, target));
                }
            }
        }
        Map<String, Integer> floors = new TreeMap<>();
        uses.keySet().forEach(room -> floor(room, uses, floors, 0));
        return uses.keySet().stream()
                .sorted(
                        (a, b) ->
                                floors.get(a).equals(floors.get(b))
                                        ? a.compareTo(b)
                                        : floors.get(a) - floors.get(b))
                .map(
                        room ->
                                "%d  %-15s %s"
                                        .formatted(
                                                floors.get(room),
                                                room,
                                                String.join(" ", uses.get(room)))
                                        .stripTrailing())
                .collect(Collectors.joining("\n", "```\n", "\n```\n"));
    }

    private static int floor(
            String room, Map<String, Set<String>> uses, Map<String, Integer> floors, int depth) {
        // A cycle would not end; the house rules name it.
        if (depth > 50) {
            return 0;
        }
        Integer known = floors.get(room);
        if (known != null) {
            return known;
        }
        int highest = -1;
        for (String below : uses.getOrDefault(room, new TreeSet<>())) {
            highest = Math.max(highest, floor(below, uses, floors, depth + 1));
        }
        floors.put(room, highest + 1);
        return highest + 1;
    }

    private static String room(String root, JavaClass of) {
        String name = of.getPackageName();
        return name.equals(root) ? "(top)" : name.substring(root.length() + 1);
    }

    private static JavaClasses classes(String module) {
        return new ClassFileImporter().importPath(HOME.resolve(module + "/target/classes"));
    }

    private static String between(String text, String mark, String drawn) {
        String from = "<!-- drawn: " + mark + " -->\n";
        String to = "<!-- end -->";
        int start = text.indexOf(from);
        assertTrue(start >= 0, "no place for " + mark);
        int end = text.indexOf(to, start);
        return text.substring(0, start + from.length()) + drawn + text.substring(end);
    }

    private static void keep(Path page, String drawn) throws IOException {
        if (DRAW) {
            Files.writeString(page, drawn);
        }
        assertEquals(
                drawn,
                Files.readString(page),
                page
                        + " is not drawn from this code; draw it with"
                        + " `mvn -pl systemd -am test -Dtest=ArchitectureTest -Ddraw"
                        + " -Dsurefire.failIfNoSpecifiedTests=false`");
    }
}
