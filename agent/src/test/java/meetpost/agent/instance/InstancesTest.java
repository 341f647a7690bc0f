package meetpost.agent.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import meetpost.agent.announce.Place;
import meetpost.agent.watch.Watched;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the agents on this machine, and what others cannot make it see. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InstancesTest {

    @TempDir Path machine;

    private Path service;
    private Path own;
    private Path home;

    @BeforeEach
    void aMachine() throws Exception {
        service = machine.resolve("run-meetpost");
        own = machine.resolve("tmp-meetpost-pi");
        home = machine.resolve("home-pi");
    }

    @Test
    void findsNothingWhereNothingRuns() throws Exception {
        assertEquals(Optional.empty(), notOfTheGroup().find());
    }

    @Test
    void namesTheGroupThatMayAskTheService() throws Exception {
        Files.createDirectory(service);

        var thrown = assertThrows(ClosedInstanceException.class, () -> notOfTheGroup().find());

        assertEquals(
                "the meetpost service runs on this board, and only its group may ask it:"
                        + " sudo usermod -aG meetpost \"$USER\", then log in again",
                thrown.getMessage());
    }

    @Test
    void startsNoOtherBesideTheService() throws Exception {
        Files.createDirectory(service);

        var thrown =
                assertThrows(
                        ClosedInstanceException.class, () -> notOfTheGroup().announce(one("run")));

        assertEquals(
                "the meetpost service already runs on this board; stop it first:"
                        + " sudo systemctl stop meetpost",
                thrown.getMessage());
    }

    @Test
    void asksTheUsersOwnSimulationBesideTheService() throws Exception {
        Files.createDirectory(service);

        try (var announced = notOfTheGroup().announce(one("simulate"))) {
            assertEquals(one("simulate"), notOfTheGroup().find().orElseThrow().instance());
            assertTrue(announced.file().orElseThrow().startsWith(own));
        }
    }

    /** Who reads a sensor does not mean it; who asks for sessions does. */
    @Test
    void aBrokerThatIsAloneIsFoundAsABrokerOnly() throws Exception {
        Instance broker =
                Instance.ofBroker(
                        Optional.of(Path.of("/etc/meetpost/broker.yaml")),
                        List.of(URI.create("mqtt://127.0.0.1:1883")));

        try (var announced = instances().announce(broker)) {
            assertEquals(Optional.empty(), instances().find());
            assertEquals(broker, instances().brokers().get(0).instance());
        }
        assertEquals(List.of(), instances().brokers());
    }

    @Test
    void anAgentWithoutABrokerOfItsOwnIsNone() throws Exception {
        try (var announced = instances().announce(one("simulate"))) {
            assertEquals(List.of(), instances().brokers());
        }
    }

    @Test
    void makesADirectoryForItsUserAloneAndAFileThatNobodyElseWrites() throws Exception {
        try (var announced = instances().announce(one("simulate"))) {
            assertEquals("rwx------", mode(own));
            assertEquals("rw-------", mode(announced.file().orElseThrow()));
        }
        assertEquals(List.of(), List.of(own.toFile().list()));
    }

    @Test
    void believesNothingThatAStrangerWrote() throws Exception {
        plant(own, "1.json", one("run").toJson());

        Instances ofAnother = instances(TestUsers.ofAStranger());

        assertEquals(Optional.empty(), ofAnother.find());
        assertEquals(1, ofAnother.ignored().size());
        assertTrue(
                ofAnother.ignored().get(0).startsWith(own + " belongs to "),
                ofAnother.ignored().toString());
    }

    @Test
    void believesWhatTheServicesUserWrote() throws Exception {
        plant(service, "1.json", one("run").toJson());

        Instances ofAnother = instances(TestUsers.whereWeAreTheService(machine));

        assertEquals(one("run"), ofAnother.find().orElseThrow().instance());
    }

    @Test
    void believesNoDirectoryInWhichOthersMayWrite() throws Exception {
        plant(own, "1.json", one("run").toJson());
        mode(own, "rwxrwxrwx");

        assertEquals(Optional.empty(), instances().find());
        assertEquals(
                List.of(
                        own
                                + " may be written by others (rwxrwxrwx), expected only by its"
                                + " owner"),
                instances().ignored());
    }

    @Test
    void believesNoFileThatOthersMayWrite() throws Exception {
        mode(plant(own, "1.json", one("run").toJson()), "rw-rw----");

        assertEquals(Optional.empty(), instances().find());
    }

    @Test
    void followsNoLinks() throws Exception {
        Path elsewhere = plant(machine.resolve("elsewhere"), "1.json", one("run").toJson());
        Files.createDirectory(own);
        mode(own, "rwx------");
        Files.createSymbolicLink(own.resolve("1.json"), elsewhere);
        Files.createSymbolicLink(home, elsewhere.getParent());

        assertEquals(Optional.empty(), instances().find());
    }

    @Test
    void neitherWaitsForAFifoNorFallsOverADirectoryNorReadsWithoutEnd() throws Exception {
        plant(own, "huge.json", " ".repeat((1 << 20) + 1));
        plant(own, "deep.json", "{\"pid\":" + "[".repeat(5000));
        plant(own, "list.json", "{\"pid\":1,\"kind\":2,\"urls\":{}}");
        plant(
                own,
                "null.json",
                "{\"pid\":null,\"kind\":\"run\",\"urls\":[null],\"sensors\":{\"a\":null}}");
        plant(own, "uri.json", "{\"pid\":1,\"kind\":\"run\",\"urls\":[\"a b\"]}");
        Files.createDirectory(own.resolve("directory.json"));
        fifo(own.resolve("fifo.json"));

        try (var announced = instances().announce(one("run"))) {
            assertEquals(one("run"), instances().find().orElseThrow().instance());
        }
    }

    @Test
    void goesToTheNextPlaceWhereTheFirstIsSomebodyElses() throws Exception {
        Files.createDirectory(own);
        mode(own, "rwxrwxrwx");

        try (var announced = instances().announce(one("simulate"))) {
            assertTrue(announced.file().orElseThrow().startsWith(home));
            assertEquals(one("simulate"), instances().find().orElseThrow().instance());
        }
    }

    @Test
    void goesOnUnseenWhereNoPlaceCanBeUsed() throws Exception {
        fifo(own);
        Files.writeString(home, "");

        try (var announced = instances().announce(one("run"))) {
            assertEquals(Optional.empty(), announced.socket());
            assertEquals(2, announced.objections().size(), announced.objections().toString());
        }
    }

    @Test
    void goesOnUnseenWhereItsPlaceCannotBeWritten() throws Exception {
        Instance here = one("simulate");
        try (var first = instances().announce(here)) {
            assertEquals(List.of(), first.objections());
        }
        Path inTheWay = Files.createDirectory(own.resolve(here.pid() + ".new"));

        try (var announced = instances().announce(here)) {
            assertEquals(Optional.empty(), announced.socket());
            assertEquals(
                    List.of(
                            "cannot say that this runs: "
                                    + inTheWay
                                    + " is no regular file, expected the name of one, or a new one"),
                    announced.objections());
        }
    }

    @Test
    void startsNoOtherBesideOneOfTheSameUser() throws Exception {
        plant(own, "1.json", aliveElsewhere("run").toJson());

        var thrown =
                assertThrows(AlreadyRunningException.class, () -> instances().announce(one("run")));

        assertEquals(
                "another meetpost already runs on this board: process 1 with /home/pi/my.yaml;"
                        + " stop it first: sudo systemctl stop meetpost, or kill 1",
                thrown.getMessage());
    }

    @Test
    void knowsAFileWhoseProcessHasEndedAndLeftItsNumberToAnother() throws Exception {
        var now = RunningProcess.current();
        Path left =
                plant(
                        own,
                        now.pid() + ".json",
                        of("run", new RunningProcess(now.pid(), now.start() + 1)).toJson());
        Path earlier =
                plant(
                        own,
                        "2.json",
                        of("run", new RunningProcess(now.pid(), now.start() - 1)).toJson());

        assertEquals(Optional.empty(), instances().find());

        try (var announced = instances().announce(one("simulate"))) {
            assertFalse(Files.exists(earlier), "what is stale is taken away");
            assertEquals(announced.file(), Optional.of(left));
        }
    }

    @Test
    void readsNoPasswordOnTheWordOfTheService() throws Exception {
        Path secret = plant(machine.resolve("secrets"), "password", "geheim\n");
        plant(service, "1.json", withPassword(secret).toJson());
        LocalUsers users = TestUsers.whereWeAreTheService(machine);
        Instances.Found found = instances(users).find().orElseThrow();

        var thrown = assertThrows(IOException.class, () -> found.password(users));

        assertTrue(
                thrown.getMessage()
                        .endsWith(
                                "names %s for its password, which is read for root and oneself only; expected --config and a settings file"
                                        .formatted(secret)),
                thrown.getMessage());
        assertEquals("geheim", found.password(TestUsers.here()).orElseThrow().value());
    }

    /** A space at its end belongs to a password, and a second line to none. */
    @Test
    void readsAPasswordAsSettingsDo() throws Exception {
        Path secret = plant(machine.resolve("secrets"), "password", " ge heim \r\n");
        plant(own, "1.json", withPassword(secret).toJson());
        Instances.Found found = instances().find().orElseThrow();

        assertEquals(" ge heim ", found.password(TestUsers.here()).orElseThrow().value());

        Files.writeString(secret, "geheim\nanders\n");

        var thrown = assertThrows(IOException.class, () -> found.password(TestUsers.here()));
        assertEquals(
                secret + " has several lines, expected a password on one line",
                thrown.getMessage());
    }

    @Test
    void readsNoPasswordFromAFifo() throws Exception {
        Path fifo = machine.resolve("fifo");
        fifo(fifo);
        plant(own, "1.json", withPassword(fifo).toJson());
        Instances.Found found = instances().find().orElseThrow();

        assertThrows(IOException.class, () -> found.password(TestUsers.here()));
    }

    private Instances notOfTheGroup() throws IOException {
        Predicate<Path> readable = path -> !path.startsWith(service);
        return new Instances(directories(TestUsers.here()), readable);
    }

    private Instances instances() throws IOException {
        return instances(TestUsers.here());
    }

    private Instances instances(LocalUsers users) {
        return new Instances(directories(users), Files::isReadable);
    }

    private RuntimeDirectories directories(LocalUsers users) {
        return new RuntimeDirectories(
                service, List.of(own, home), List.of(own, service, home), users);
    }

    private static Path plant(Path directory, String name, String text) throws IOException {
        if (!Files.exists(directory)) {
            Files.createDirectory(directory);
            mode(directory, "rwx------");
        }
        Path file = Files.writeString(directory.resolve(name), text);
        mode(file, "rw-------");
        return file;
    }

    private static void fifo(Path path) throws Exception {
        Process made = new ProcessBuilder("mkfifo", path.toString()).start();
        assertTrue(made.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, made.exitValue());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static Instance one(String kind) {
        return of(kind, RunningProcess.current());
    }

    /** Process 1 is everywhere. */
    private static Instance aliveElsewhere(String kind) {
        return of(kind, new RunningProcess(1, 0));
    }

    private static Instance withPassword(Path file) {
        return of("simulate", RunningProcess.current(), Optional.of(file.toString()));
    }

    private static Instance of(String kind, RunningProcess process) {
        return of(kind, process, Optional.empty());
    }

    private static Instance of(String kind, RunningProcess process, Optional<String> password) {
        return new Instance(
                process,
                kind,
                "kelder-pi",
                "/home/pi/my.yaml",
                false,
                List.of(URI.create("mqtt://localhost:1883")),
                Optional.empty(),
                password,
                Map.of(),
                Map.of(),
                new Watched("", List.of()),
                Place.usual("kelder-pi"));
    }
}
