package meetpost.agent.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import meetpost.agent.watch.Watched;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the agents on this machine who is not in the service's group. */
class InstancesTest {

    @TempDir Path machine;

    private Path service;
    private Path own;

    @BeforeEach
    void aMachine() throws Exception {
        service = machine.resolve("run-meetpost");
        own = Files.createDirectory(machine.resolve("tmp-meetpost-pi"));
    }

    @Test
    void findsNothingWhereNothingRuns() throws Exception {
        assertEquals(Optional.empty(), ofAStranger().find());
    }

    @Test
    void namesTheGroupThatMayAskTheService() throws Exception {
        Files.createDirectory(service);

        var thrown = assertThrows(ClosedInstanceException.class, () -> ofAStranger().find());

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
                        ClosedInstanceException.class, () -> ofAStranger().announce(one("run")));

        assertEquals(
                "the meetpost service already runs on this board; stop it first:"
                        + " sudo systemctl stop meetpost",
                thrown.getMessage());
    }

    @Test
    void asksTheUsersOwnSimulationBesideTheService() throws Exception {
        Files.createDirectory(service);

        try (var announced = ofAStranger().announce(one("simulate"))) {
            assertEquals(one("simulate"), ofAStranger().find().orElseThrow().instance());
            assertTrue(announced.file().startsWith(own));
        }
    }

    private Instances ofAStranger() {
        Predicate<Path> readable = path -> !path.startsWith(service);
        return new Instances(own, List.of(own, service), readable);
    }

    private static Instance one(String kind) {
        return new Instance(
                ProcessHandle.current().pid(),
                kind,
                "kelder-pi",
                "/home/pi/my.yaml",
                List.of(URI.create("mqtt://localhost:1883")),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                new Watched("", List.of()));
    }
}
