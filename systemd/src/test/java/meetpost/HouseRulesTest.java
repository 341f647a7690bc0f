package meetpost;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import meetpost.drivers.sensor.Catalog;
import meetpost.drivers.sensor.Part;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Who may import whom, and who may touch the process. The house of {@code CONTRIBUTING.md}. */
class HouseRulesTest {

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("meetpost");

    @Test
    void aDriverSeesItsBusAndNothingElseOfTheMachine() {
        noClasses()
                .that()
                .resideInAnyPackage("meetpost.drivers.sensor", "meetpost.drivers.actuator")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.pi4j..",
                        "java.nio.file..",
                        "java.util.logging..",
                        "org.slf4j..",
                        "org.tinylog..",
                        "java.time.chrono..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(HOUSE);
    }

    @Test
    void noDriverKnowsAnotherPartsDriver() {
        for (Part each : Catalog.parts()) {
            String part = "(?i:\\w*" + each.name().replaceFirst(".*,", "") + ")";
            noClasses()
                    .that()
                    .resideInAPackage("meetpost.drivers.sensor")
                    .and(not(named(part)))
                    .and(not(named("Catalog")))
                    .should()
                    .dependOnClassesThat(named(part))
                    .check(HOUSE);
        }
    }

    @Test
    void pi4jIsKnownToTheBoardAndToTheSimulatedBoardOnly() {
        onlyThese("com.pi4j..", "meetpost.drivers.pi4j..", "meetpost.simulator..").check(HOUSE);
    }

    @Test
    void pahoIsKnownToTheLinkOnly() {
        onlyThese("org.eclipse.paho..", "meetpost.agent.link..").check(HOUSE);
    }

    @Test
    void theSunIsCalculatedForTheCalendarOnly() {
        onlyThese("org.shredzone..", "meetpost.agent.calendar..").check(HOUSE);
    }

    @Test
    void nettyIsKnownToTheBrokerOnly() {
        onlyThese("io.netty..", "meetpost.broker..").check(HOUSE);
    }

    /** It calls itself for each bracket that somebody sends; {@code BoundedJson} does not. */
    @Test
    void nobodyReadsJsonWithALibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("com\\.grack\\.nanojson\\.(JsonParser|JsonReader|JsonTokener).*")
                .check(HOUSE);
    }

    @Test
    void dependenciesPointOneWay() {
        none("meetpost.drivers..", "meetpost.agent..", "meetpost.broker..", "meetpost.journal..")
                .check(HOUSE);
        none("meetpost.broker..", "meetpost.agent..", "meetpost.drivers..", "meetpost.simulator..")
                .check(HOUSE);
        none("meetpost.agent..", "meetpost.simulator..").check(HOUSE);
        none("meetpost.agent.sampling..", "meetpost.agent.link..", "meetpost.agent.publish..")
                .check(HOUSE);
        none("meetpost.agent.link..", "meetpost.agent.publish..", "meetpost.agent.topic..")
                .check(HOUSE);
        none("meetpost.simulator.chip..", "meetpost.drivers.sensor..").check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("meetpost.journal..")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage("java..", "meetpost.journal..")))
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void noPackagesFormACycle() {
        slices().matching("meetpost.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void noMoreThanEightClassesOfTheBrokerNeedEachOther() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass each : HOUSE) {
            if (each.getPackageName().startsWith("meetpost.broker")) {
                uses.computeIfAbsent(file(each), any -> new TreeSet<>());
                for (Dependency to : each.getDirectDependenciesFromSelf()) {
                    JavaClass target = to.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith("meetpost.broker")) {
                        uses.get(file(each)).add(file(target));
                    }
                }
            }
        }
        Map<String, Set<String>> reached = new TreeMap<>();
        uses.keySet().forEach(each -> reached.put(each, reached(each, uses)));
        Set<Set<String>> large = new HashSet<>();
        reached.forEach(
                (each, others) -> {
                    var cycle = new TreeSet<>(others);
                    cycle.removeIf(other -> !reached.get(other).contains(each));
                    if (cycle.size() > 8) {
                        large.add(cycle);
                    }
                });

        Assertions.assertEquals(Set.of(), large);
        Assertions.assertTrue(uses.size() > 100, "classes: " + uses.size());
    }

    private static Set<String> reached(String from, Map<String, Set<String>> uses) {
        Set<String> reached = new TreeSet<>();
        var next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            for (String to : uses.getOrDefault(next.remove(), Set.of())) {
                if (reached.add(to)) {
                    next.add(to);
                }
            }
        }
        return reached;
    }

    /** A class with those that stand in it. */
    private static String file(JavaClass of) {
        return of.getName().replaceFirst("\\$.*", "");
    }

    @Test
    void onlyMainTouchesTheProcess() {
        noClasses()
                .that(not(named("Main")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(Runtime.class, "addShutdownHook", Thread.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(HOUSE);
    }

    @Test
    void sleepingAndTheCalendarHaveOneHomeEach() {
        noClasses()
                .that(not(named("Pause")))
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(HOUSE);
        noClasses()
                .that(not(named("Main")))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }

    /** What persons read has their time of day; the rest has none but UTC. */
    @Test
    void theTimeZoneOfTheMachineIsForPersonsOnly() {
        noClasses()
                .that(not(named("LineWriter").or(named("Values")).or(named("WatchCommand"))))
                .should()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(TimeZone.class, "getDefault")
                .check(HOUSE);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Base|Abstract)(\\$.*)?$")
                .check(HOUSE);
    }

    @Test
    void filesAreSmall() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            var long300 =
                    files.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
                            .filter(file -> lines(file) > 300)
                            .toList();

            Assertions.assertEquals(List.of(), long300);
        }
    }

    @Test
    void topicsAreSpelledInOnePlace() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../agent/src/main/java"))) {
            var spellers =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("Topics.java"))
                            .filter(file -> !file.endsWith("CommandTopics.java"))
                            .filter(file -> !file.endsWith("HistoryRequests.java"))
                            .filter(
                                    file ->
                                            text(file)
                                                    .matches(
                                                            "(?s).*\"[^\"\\n]*/(set|status|fault|history|reading|result|info)\".*"))
                            .toList();

            Assertions.assertEquals(List.of(), spellers);
        }
    }

    private static long lines(Path file) {
        return text(file).lines().count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> named(
            String simpleName) {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "of " + simpleName,
                type -> type.getName().matches(".*\\." + simpleName + "(\\$.*)?"));
    }

    private static ArchRule onlyThese(String library, String... users) {
        return noClasses()
                .that(not(resideInAnyPackage(users)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchRule none(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .allowEmptyShould(true);
    }
}
