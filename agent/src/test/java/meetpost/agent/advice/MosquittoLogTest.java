package meetpost.agent.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as Mosquitto 2.0.11 and 2.0.21 write them. */
class MosquittoLogTest {

    @TempDir private Path directory;

    @Test
    void saysWhyTheLastStartFailedAndNothingOfEarlierOnes() throws Exception {
        var log =
                log(
                        """
                        1764496800: mosquitto version 2.0.21 starting
                        1764496800: Error: Unable to open config file /etc/mosquitto/conf.d/oud.conf.
                        1764496900: mosquitto version 2.0.21 starting
                        1764496900: Config loaded from /etc/mosquitto/mosquitto.conf.
                        1764496900: Opening ipv4 listen socket on port 1883.
                        1764496900: Error: Address already in use
                        """);

        assertEquals(List.of("Address already in use"), log.errors());
    }

    @Test
    void saysTheLastThreeOfMany() throws Exception {
        var log = log("1: Error: a\n1: Error: b\n1: Error: c\n1: Error: d\n");

        assertEquals(List.of("b", "c", "d"), log.errors());
    }

    @Test
    void readsNoMoreThanTheEndOfALongOne() throws Exception {
        var log =
                log("1: Error: old\n" + "1: New connection\n".repeat(100_000) + "1: Error: new\n");

        assertEquals(List.of("new"), log.errors());
    }

    @Test
    void saysNothingWhereThereIsNone() {
        assertEquals(List.of(), new MosquittoLog(directory.resolve("none.log")).errors());
    }

    @Test
    void isWhereTheSettingsSay() throws Exception {
        Path main = directory.resolve("mosquitto.conf");
        Files.writeString(
                main, "log_dest syslog\nlog_dest file /var/log/mosquitto/mosquitto.log\n");

        assertEquals(
                Optional.of(new MosquittoLog(Path.of("/var/log/mosquitto/mosquitto.log"))),
                MosquittoConfig.read(main).flatMap(MosquittoLog::of));
    }

    private MosquittoLog log(String text) throws Exception {
        return new MosquittoLog(Files.writeString(directory.resolve("mosquitto.log"), text));
    }
}
