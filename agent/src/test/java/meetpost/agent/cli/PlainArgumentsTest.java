package meetpost.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

    private static Optional<PlainArguments> of(String... args) {
        return PlainArguments.of(
                List.of(args), "run", Set.of("--config", "--port"), Set.of("--once"));
    }
}
