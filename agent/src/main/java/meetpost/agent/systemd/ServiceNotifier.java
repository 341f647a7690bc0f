package meetpost.agent.systemd;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/**
 * Tells systemd how the service is (sd_notify(3)). Where the process was not started by a unit with
 * {@code Type=notify}, it does nothing.
 *
 * <p>Java 17 has no datagram Unix sockets, so {@code systemd-notify} is started for each message: 5
 * to 7 ms. Blocks until it has ended, at most a second; a failure is logged once.
 */
public final class ServiceNotifier {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final boolean on;
    private final String program;
    private final Optional<Duration> watchdog;
    private boolean failed;

    /** With the process's environment. */
    public ServiceNotifier(Map<String, String> environment) {
        this(environment, "systemd-notify");
    }

    /** With another program in the place of systemd's. */
    ServiceNotifier(Map<String, String> environment, String program) {
        this.program = requireNonNull(program, "program");
        this.on = environment.containsKey("NOTIFY_SOCKET");
        this.watchdog =
                Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                        .map(micros -> Duration.ofNanos(Long.parseLong(micros) * 1000));
    }

    /** How often systemd must hear of us; empty: it does not watch. */
    public Optional<Duration> watchdog() {
        return on ? watchdog : Optional.empty();
    }

    /** The service does its work from now on. */
    public void ready(String status) {
        send("--ready", "--status=" + status);
    }

    /** What {@code systemctl status} shows, and a sign of life. */
    public void alive(String status) {
        send("WATCHDOG=1", "--status=" + status);
    }

    /** What {@code systemctl status} shows; no sign of life. */
    public void status(String status) {
        send("--status=" + status);
    }

    /** The service is on its way out. */
    public void stopping() {
        send("STOPPING=1");
    }

    private synchronized void send(String... what) {
        if (!on) {
            return;
        }
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(List.of(what));
        try {
            Process notify =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!notify.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                notify.destroyForcibly();
                problem("did not end within a second");
            } else if (notify.exitValue() != 0) {
                problem("ended with status " + notify.exitValue());
            }
        } catch (IOException e) {
            problem(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void problem(String why) {
        if (!failed) {
            failed = true;
            Logger.warn("systemd-notify: {}", why);
        }
    }
}
