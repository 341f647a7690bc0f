package meetpost.agent.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which program this is, and what its process uses: the names that every client library of
 * Prometheus has ("Writing client libraries", "Process metrics"). What the system does not tell is
 * left out.
 *
 * @param cpu time of all threads
 * @param proc the process's own directory below {@code /proc}: proc(5)
 */
record ProcessMetrics(
        String version,
        String java,
        Supplier<Optional<Duration>> cpu,
        Optional<Instant> started,
        Path proc)
        implements Source {

    private static final int KIBI = 1024;
    private static final double MILLIS = 1000;

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+([0-9]{1,15}) kB$");
    private static final Pattern VIRTUAL = Pattern.compile("(?m)^VmSize:\\s+([0-9]{1,15}) kB$");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+([0-9]{1,9})$");
    private static final Pattern FILES = Pattern.compile("(?m)^Max open files\\s+([0-9]{1,15})\\s");

    ProcessMetrics {
        requireNonNull(version, "version");
        requireNonNull(java, "java");
        requireNonNull(cpu, "cpu");
        requireNonNull(started, "started");
        requireNonNull(proc, "proc");
    }

    /** Of this process. */
    static ProcessMetrics of(String version) {
        ProcessHandle own = ProcessHandle.current();
        return new ProcessMetrics(
                version,
                Runtime.version().toString(),
                () -> own.info().totalCpuDuration(),
                own.info().startInstant(),
                Path.of("/proc/self"));
    }

    @Override
    public void write(Exposition text) {
        text.gauge("meetpost_build_info", "Which program this is; always 1.")
                .sample(1, "version", version, "java", java);
        cpu.get()
                .ifPresent(
                        time ->
                                text.counter(
                                                "process_cpu_seconds_total",
                                                "Time of processors that all threads took.")
                                        .sample(time));
        started.ifPresent(
                time ->
                        text.gauge(
                                        "process_start_time_seconds",
                                        "When the process started, since 1970.")
                                .sample(time.toEpochMilli() / MILLIS));
        String status = read("status");
        number(RESIDENT, status)
                .ifPresent(
                        kib ->
                                text.gauge(
                                                "process_resident_memory_bytes",
                                                "Memory that the process has now.")
                                        .sample(kib * KIBI));
        number(VIRTUAL, status)
                .ifPresent(
                        kib ->
                                text.gauge(
                                                "process_virtual_memory_bytes",
                                                "Addresses that the process has, used or not.")
                                        .sample(kib * KIBI));
        number(THREADS, status)
                .ifPresent(
                        count ->
                                text.gauge("process_threads", "Threads of the process.")
                                        .sample(count));
        open().ifPresent(
                        count ->
                                text.gauge("process_open_fds", "Files and sockets that are open.")
                                        .sample(count));
        number(FILES, read("limits"))
                .ifPresent(
                        most -> text.gauge("process_max_fds", "So many may be open.").sample(most));
    }

    private Optional<Long> open() {
        try (Stream<Path> all = Files.list(proc.resolve("fd"))) {
            return Optional.of(all.count());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty where there is none. */
    private String read(String file) {
        try {
            return Files.readString(proc.resolve(file), US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<Long> number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(Long.valueOf(found.group(1))) : Optional.empty();
    }
}
