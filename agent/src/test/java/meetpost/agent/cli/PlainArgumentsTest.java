package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainArgumentsTest {

    @Test
    void anOptionsValueStandsBehindItOrBehindAnEqualsSign() {
        assertEquals(
                Optional.of(
                        new PlainArguments(
                                Map.of("--config", "my.yaml", "--port", "1884"), Set.of("--once"))),
                of("run", "--config", "my.yaml", "--once", "--port=1884"));
    }

    @Test
    void whatItDoesNotKnowIsLeftToPicocliToExplain() {
        assertEquals(Optional.empty(), of("run", "--help"));
        assertEquals(Optional.empty(), of("run", "--config"));
        assertEquals(Optional.empty(), of("run", "--once=yes"));
        assertEquals(Optional.empty(), of("run", "my.yaml"));
        assertEquals(Optional.empty(), of("read", "--config", "my.yaml"));
        assertEquals(Optional.empty(), of());
    }

    /** Each class of it, and each of ours that has one of its types, is read from the jar. */
    @ParameterizedTest
    @ValueSource(strings = {"run --once --timeout 5s", "broker --port 0 --ws-port 0"})
    void whatLivesLongOnABoardStartsWithoutIt(String line) throws Exception {
        var command =
                new ArrayList<String>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xlog:class+load",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "meetpost.agent.Main"));
        command.addAll(List.of(line.split(" ")));
        command.addAll(List.of("--config", "/nowhere/meetpost.yaml"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        List<String> said;
        try (var lines = process.inputReader(UTF_8).lines()) {
            said = lines.toList();
        }

        assertTrue(said.stream().anyMatch(each -> each.contains("/nowhere/meetpost.yaml")));
        assertEquals(List.of(), said.stream().filter(each -> each.contains("] picocli.")).toList());
    }

    private static Optional<PlainArguments> of(String... args) {
        return PlainArguments.of(
                List.of(args), "run", Set.of("--config", "--port"), Set.of("--once"));
    }
}
