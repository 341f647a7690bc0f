package meetpost.agent.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * What the outputs were, for those that start as they were last: a file with one line for each,
 * {@code pomp ON}.
 *
 * <p>It is written by a thread of its own, so that a slow card delays no output; only when
 * something changed, at most once a minute, and at {@link #close}. A power cut can cost the changes
 * of the last minute, never the file.
 */
public final class LastStates implements AutoCloseable {

    private static final Duration LEAST_BETWEEN_WRITES = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final Pattern LINE = Pattern.compile("([a-z0-9][a-z0-9-]*) (ON|OFF)");

    private final Path file;
    private final Ticks ticks;
    private final Thread writer = new Thread(this::run, "last-states");

    private final Map<String, Boolean> states = new TreeMap<>();
    private final Map<String, Boolean> inFile = new TreeMap<>();
    private boolean closed;
    private boolean failing;
    private volatile long writtenBytes;

    /** Does nothing yet. */
    public LastStates(Path directory, Ticks ticks) {
        this.file = directory.resolve("output-states");
        this.ticks = ticks;
    }

    /** From now on changes are written. */
    public void start() {
        writer.start();
    }

    /** As the program that ran before left them; empty where nothing is known. Reads the file. */
    public synchronized Map<String, Boolean> read() {
        if (Files.exists(file)) {
            try {
                Files.readAllLines(file, UTF_8).forEach(this::read);
            } catch (IOException e) {
                Logger.warn("{}: last states are not known: {}", file, e.toString());
            }
        }
        inFile.putAll(states);
        return Map.copyOf(states);
    }

    private void read(String line) {
        Matcher form = LINE.matcher(line);
        if (form.matches()) {
            states.put(form.group(1), form.group(2).equals("ON"));
        } else {
            Logger.warn("{}: a line was ignored, expected such as: pomp ON", file);
        }
    }

    /** What this output is now. Any thread; does not wait for the disk. */
    public synchronized void keep(String output, boolean on) {
        states.put(output, on);
        notifyAll();
    }

    /** Bytes written to disk since the start. Any thread. */
    public long writtenBytes() {
        return writtenBytes;
    }

    /** Writes what is not written yet, and waits for that for a second at most. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            writer.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean last = false;
            long earliest = ticks.now();
            while (!last) {
                last = awaitChange(earliest);
                earliest = ticks.now() + LEAST_BETWEEN_WRITES.toNanos();
                Map<String, Boolean> now = changed();
                if (!now.isEmpty()) {
                    write(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until there is something to write and it may be written, or until closed: says which. */
    private synchronized boolean awaitChange(long earliest) throws InterruptedException {
        while (!closed && (states.equals(inFile) || ticks.now() - earliest < 0)) {
            Duration wait = states.equals(inFile) ? LONGEST_WAIT : ticks.real(earliest);
            long nanos = Math.min(wait.toNanos(), LONGEST_WAIT.toNanos());
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, nanos));
        }
        return closed;
    }

    /** Empty: nothing changed. */
    private synchronized Map<String, Boolean> changed() {
        return states.equals(inFile) ? Map.of() : Map.copyOf(states);
    }

    private void write(Map<String, Boolean> now) {
        String text =
                new TreeMap<>(now)
                        .entrySet().stream()
                                .map(e -> e.getKey() + (e.getValue() ? " ON\n" : " OFF\n"))
                                .collect(joining());
        try {
            replace(text);
            written(now, text.length());
        } catch (IOException e) {
            failed(e);
        }
    }

    private synchronized void written(Map<String, Boolean> now, int bytes) {
        writtenBytes += bytes;
        if (failing) {
            Logger.info("{}: last states are written again", file);
        }
        failing = false;
        inFile.clear();
        inFile.putAll(now);
    }

    private synchronized void failed(IOException e) {
        if (!failing) {
            Logger.error("{}: last states cannot be written: {}", file, e.toString());
        }
        failing = true;
    }

    /** The file is the old one or the new one at every instant, also of a power cut. */
    private void replace(String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(file.resolveSibling("."), READ)) {
            directory.force(true);
        }
    }
}
