package meetpost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences of the pages: one file for each language, which lacks none. */
class PageTextTest {

    private static final String PAGE = "../agent/src/main/web";
    private static final String BOARDS = PAGE + "/boards";
    private static final String WORKBENCH = "../simulator/src/main/web";

    private static final Pattern PLACE = Pattern.compile("\\{[a-z-]+}");
    private static final Pattern USED =
            Pattern.compile(
                    "(?:say|has)\\(\"([^\"]+)\"|data-(?:text|label)=\"([^\"]+)\"|\"([a-z]+\\.[a-z-]+)\"");

    /** Where the rest of the key is a word of the agent's. */
    private static final Pattern USED_BY_GROUP = Pattern.compile("`([a-z]+\\.[a-z-]*)\\$\\{");

    @ParameterizedTest
    @ValueSource(strings = {PAGE, BOARDS, WORKBENCH})
    void hasEachSentenceInEachLanguage(String folder) throws Exception {
        Map<String, Set<String>> english = sentences(Path.of(folder, "text-en.json"));
        List<Path> languages = languages(folder);
        assertTrue(languages.size() >= 2, languages.toString());
        for (Path each : languages) {
            assertEquals(english, sentences(each), each.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, BOARDS, WORKBENCH})
    void hasEachSentenceThatIsSaidAndNoOther(String folder) throws Exception {
        Set<String> known = sentences(Path.of(folder, "text-en.json")).keySet();
        Set<String> said = new TreeSet<>();
        Set<String> groups = new TreeSet<>();
        for (Path each : files(folder, ".js", ".html")) {
            String text = Files.readString(each, UTF_8);
            USED.matcher(text).results().map(PageTextTest::key).forEach(said::add);
            USED_BY_GROUP.matcher(text).results().map(one -> one.group(1)).forEach(groups::add);
            for (MatchResult one :
                    Pattern.compile("data-(?:text|label)=\"([^\"]+)\"|(?:say)\\(\"([^\"]+)\"")
                            .matcher(text)
                            .results()
                            .toList()) {
                String key = one.group(1) == null ? one.group(2) : one.group(1);
                assertTrue(known.contains(key), each + " says " + key);
            }
        }

        assertEquals(
                List.of(),
                known.stream()
                        .filter(key -> !said.contains(key))
                        .filter(key -> groups.stream().noneMatch(key::startsWith))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "nl"})
    void namesEachQuantityThatHasANameOfItsOwn(String language) throws Exception {
        Set<String> known = sentences(Path.of(PAGE, "text-" + language + ".json")).keySet();

        assertEquals(
                List.of(),
                Quantity.standard().stream()
                        .flatMap(each -> Stream.of(each.dutch(), each.english()))
                        .filter(name -> !known.contains("quantity." + name))
                        .toList());
    }

    private static String key(MatchResult one) {
        return Stream.of(1, 2, 3)
                .map(one::group)
                .filter(each -> each != null)
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> languages(String folder) throws Exception {
        return files(folder, ".json").stream()
                .filter(file -> file.getFileName().toString().matches("text-[a-z]{2,3}\\.json"))
                .toList();
    }

    private static List<Path> files(String folder, String... kinds) throws Exception {
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            return all.filter(file -> Stream.of(kinds).anyMatch(file.toString()::endsWith))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    /** The places of each sentence, by its key; those of its forms together. */
    private static Map<String, Set<String>> sentences(Path file) throws Exception {
        JsonObject read = JsonParser.object().from(Files.readString(file, UTF_8));
        Map<String, Set<String>> places = new TreeMap<>();
        read.forEach(
                (key, value) -> {
                    String text =
                            value instanceof JsonObject forms
                                    ? forms.values().stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining(" "))
                                    : value.toString();
                    assertTrue(!text.isBlank(), file + ": " + key);
                    places.put(
                            key,
                            PLACE.matcher(text)
                                    .results()
                                    .map(MatchResult::group)
                                    .collect(Collectors.toCollection(TreeSet::new)));
                });
        return places;
    }
}
