package meetpost.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMetricsTest {

    @TempDir private Path proc;

    /** The lines are those of proc(5), from a Raspberry Pi OS of 64 bits. */
    @Test
    void hasTheNamesOfPrometheusOwnLibraries() throws Exception {
        Files.writeString(
                proc.resolve("status"),
                """
                Name:\tjava
                VmPeak:\t  900000 kB
                VmSize:\t  812345 kB
                VmRSS:\t   61234 kB
                Threads:\t23
                """);
        Files.writeString(
                proc.resolve("limits"),
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            1024                 524288               files
                """);
        Files.createFile(Files.createDirectory(proc.resolve("fd")).resolve("0"));
        Files.createFile(proc.resolve("fd").resolve("1"));
        var text = new Exposition();

        metrics(
                        Optional.of(Duration.ofMillis(12_340)),
                        Optional.of(Instant.ofEpochMilli(1_795_000_000_250L)))
                .write(text);

        assertEquals(
                """
                meetpost_build_info{version="0.2.0",java="17.0.15+6"} 1
                process_cpu_seconds_total 12.34
                process_start_time_seconds 1.79500000025E9
                process_resident_memory_bytes 62703616
                process_virtual_memory_bytes 831841280
                process_threads 23
                process_open_fds 2
                process_max_fds 1024
                """,
                text.toString().replaceAll("(?m)^#.*\n", ""));
    }

    @Test
    void leavesOutWhatTheSystemDoesNotTell() {
        var text = new Exposition();

        metrics(Optional.empty(), Optional.empty()).write(text);

        assertEquals(
                """
                # HELP meetpost_build_info Which program this is; always 1.
                # TYPE meetpost_build_info gauge
                meetpost_build_info{version="0.2.0",java="17.0.15+6"} 1
                """,
                text.toString());
    }

    @Test
    void findsThisProcessHere() {
        var text = new Exposition();

        ProcessMetrics.of("0.2.0").write(text);

        assertTrue(
                text.toString().contains("\nprocess_resident_memory_bytes ")
                        && text.toString().contains("\nprocess_open_fds ")
                        && text.toString().contains("\nprocess_max_fds "),
                text.toString());
    }

    private ProcessMetrics metrics(Optional<Duration> cpu, Optional<Instant> started) {
        return new ProcessMetrics("0.2.0", "17.0.15+6", () -> cpu, started, proc);
    }
}
