package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else has our client id, or our device id. */
class DuplicateIdTest {

    @TempDir private Path directory;

    @Test
    void isSaidInPlainWordsBackedOffAndCounted() throws Exception {
        try (var broker = Mosquitto.start();
                TestAgent agent = TestAgent.at(broker.port())) {
            agent.awaitConnected();
            Process other =
                    new ProcessBuilder(
                                    "mosquitto_sub",
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    String.valueOf(broker.port()),
                                    "-i",
                                    "meetpost-kelder-pi-baf151a6",
                                    "-t",
                                    "nothing")
                            .start();
            try {
                Eventually.within(60, "counted", () -> agent.link().takeovers() >= 1);

                assertTrue(
                        agent.link().reconnects() <= 4,
                        "backed off: " + agent.link().reconnects() + " reconnects");
            } finally {
                other.destroyForcibly();
            }
        }
    }

    @Test
    void theLogNamesTheClientId() throws Exception {
        try (var broker = Mosquitto.start()) {
            Path log = directory.resolve("log");
            Process agent = process(broker.port(), log);
            Process other =
                    new ProcessBuilder(
                                    "sh",
                                    "-c",
                                    "while sleep 0.2; do mosquitto_pub -h 127.0.0.1 -p "
                                            + broker.port()
                                            + " -i meetpost-kelder-pi-baf151a6 -t x -m x; done")
                            .start();
            try {
                Eventually.within(
                        60,
                        "the warning",
                        () -> read(log).contains("another client uses our client id meetpost"));
            } finally {
                other.destroyForcibly();
                agent.destroyForcibly();
            }
        }
    }

    /** Cloned cards: the same device id on another board. */
    @Test
    void anotherBoardWithTheSameDeviceIdIsNamed() throws Exception {
        try (var broker = Mosquitto.start()) {
            Observer.publish(
                    broker.port(),
                    TestAgent.INFO,
                    "{\"version\":\"0.1.0\",\"board\":\"Raspberry Pi 3\",\"session\":\"0badcafe-1\"}",
                    "-r");
            Path log = directory.resolve("log");
            Process agent = process(broker.port(), log);
            try {
                Eventually.within(
                        30,
                        "the warning",
                        () -> read(log).contains("another agent uses the device id kelder-pi"));
                assertTrue(read(log).contains("Raspberry Pi 3"), read(log));
            } finally {
                agent.destroyForcibly();
            }
        }
    }

    /** {@code simulate} without a state is another board each time: killed, it warned of itself. */
    @Test
    void anotherBoardThatIsGoneIsNotNamed() throws Exception {
        try (var broker = Mosquitto.start()) {
            Observer.publish(
                    broker.port(),
                    TestAgent.INFO,
                    "{\"version\":\"0.1.0\",\"board\":\"Raspberry Pi 3\",\"session\":\"0badcafe-1\"}",
                    "-r");
            Observer.publish(broker.port(), TestAgent.STATUS, "offline", "-r");
            Path log = directory.resolve("log");
            Process agent = process(broker.port(), log);
            try (var observer = new Observer(broker.port(), TestAgent.INFO)) {
                Eventually.within(
                        30, "its own", () -> !observer.last(TestAgent.INFO).contains("0badcafe"));
                Observer.publish(broker.port(), TestAgent.SET, "ON");
                Eventually.within(30, "it is at work", () -> read(log).contains(TestAgent.SET));
                assertEquals(List.of(), lines(log, "another agent"));
            } finally {
                agent.destroyForcibly();
            }
        }
    }

    /** The board that was there goes on, and knows of the other one, which publishes nothing. */
    @Test
    void twoBoardsWithOneDeviceIdBothSayItWhicheverHasTheLowerHash() throws Exception {
        for (List<String> serials : List.of(List.of("1", "2"), List.of("2", "1"))) {
            try (var broker = Mosquitto.start();
                    var observer = new Observer(broker.port(), "#");
                    TestAgent first = agent(broker.port(), serials.get(0))) {
                Eventually.within(
                        60,
                        "it is the holder",
                        () -> observer.last(TestAgent.INFO).contains("\"holds\":true"));
                try (TestAgent second = agent(broker.port(), serials.get(1))) {
                    Eventually.within(
                            60,
                            "both know",
                            () -> says(first, "this one has") && says(second, "the other one has"));
                    Eventually.within(
                            60,
                            "its info has it",
                            () ->
                                    observer.last(TestAgent.INFO)
                                            .contains("\"conflicts\":[{\"device\":\"kelder-pi\""));
                    observer.forget();

                    second.read();
                    Eventually.within(
                            60, "its reading is withheld", () -> second.link().withheld() == 1);
                    long seq = first.read();

                    Eventually.within(
                            60,
                            "the value of the one that was there",
                            () -> observer.last(TestAgent.TEMPERATURE).equals(seq + ".00"));
                    assertEquals(List.of(seq + ".00"), observer.on(TestAgent.TEMPERATURE));
                }
                Observer.publish(broker.port(), "the/end", "yes");
                Eventually.within(60, "all is seen", () -> observer.last("the/end").equals("yes"));
                assertEquals(List.of(), observer.on(TestAgent.STATUS), "it left without a word");
            }
        }
    }

    private static TestAgent agent(int port, String serial) throws InterruptedException {
        var agent = new TestAgent(TestAgent.settings(Duration.ofSeconds(30), port), serial);
        agent.awaitConnected();
        return agent;
    }

    private static boolean says(TestAgent agent, String part) {
        return agent.link().conflicts().stream()
                .anyMatch(text -> text.contains(part) && text.contains("device: {id: kelder-pi-"));
    }

    @Test
    void ourOwnLastRunIsNotTakenForAnother() throws Exception {
        try (var broker = Mosquitto.start()) {
            for (int run = 0; run < 2; run++) {
                Path log = directory.resolve("log" + run);
                Process agent = process(broker.port(), log);
                Eventually.within(30, "connected", () -> read(log).contains("connected to"));
                try (var observer = new Observer(broker.port(), TestAgent.INFO)) {
                    Eventually.within(
                            10, "info", () -> observer.last(TestAgent.INFO).contains("session"));
                }
                agent.destroyForcibly().waitFor();
                assertEquals(List.of(), lines(log, "another"));
            }
        }
    }

    /** One line for each change, however many attempts fail in the same way. */
    @Test
    void aBrokerThatStaysAwayIsOneLineInTheLog() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port())) {
            Path log = directory.resolve("log");
            Process agent = process(proxy.port(), log);
            try {
                Eventually.within(30, "connected", () -> read(log).contains("connected to"));
                proxy.refuse(true);
                int before = proxy.accepted();
                Eventually.within(40, "attempts", () -> proxy.accepted() >= before + 3);

                proxy.refuse(false);

                Eventually.within(
                        40, "connected again", () -> lines(log, "connected to mqtt").size() == 2);
                assertEquals(1, lines(log, " ended: ").size(), read(log));
                assertEquals(1, lines(log, "no connection to mqtt").size(), read(log));
            } finally {
                agent.destroyForcibly();
            }
        }
    }

    private static Process process(int port, Path log) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrintingAgent.class.getName(),
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static List<String> lines(Path log, String part) {
        return read(log).lines().filter(line -> line.contains(part)).toList();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }
}
