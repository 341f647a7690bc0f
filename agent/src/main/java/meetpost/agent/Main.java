package meetpost.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import meetpost.agent.cli.BrokerCommand;
import meetpost.agent.cli.CommandLineInterface;
import meetpost.agent.cli.RunCommand;
import meetpost.agent.log.PlainStream;
import meetpost.agent.process.Machine;
import meetpost.agent.process.ReloadOnSighup;
import meetpost.agent.process.ReloadSignal;
import meetpost.agent.process.StopSignal;
import org.tinylog.Logger;
import org.tinylog.configuration.Configuration;
import org.tinylog.provider.ProviderRegistry;

/**
 * The process: its arguments, environment, signals and exit code. Nobody else touches these.
 *
 * <p>A signal raises the {@link StopSignal} and then waits for the subcommand to come to its own
 * end, so that the exit code is the subcommand's and not that of the signal. A thread that dies
 * ends the process in the same way, with exit code 1.
 */
public final class Main {

    /** The agent's own bound is 5 s; the rest is for a machine that is busy. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);

    /** What goes on until it is stopped tells what happens; the others print what was asked for. */
    private static final Set<String> LIVING = Set.of("simulate", "broker", "fleet");

    private Main() {}

    /** Exits with 0 ok, 1 failed, 2 usage, 78 settings. */
    public static void main(String[] args) {
        // What we print is read by programs too: its digits and letters are the same everywhere.
        Locale.setDefault(Locale.ROOT);
        writeUtf8WhereJavaWouldWriteAscii();
        var machine =
                new Machine(
                        System.getenv(),
                        new PlainStream(System.out),
                        new PlainStream(System.err),
                        new StopSignal(),
                        new ReloadSignal(),
                        Clock.systemUTC());
        BlockingQueue<Integer> ended = new ArrayBlockingQueue<>(1);
        var broken = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> onSignal(machine, ended, broken), "stop"));
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> onDeath(thread, thrown, broken));

        ReloadOnSighup.raises(machine.reload());
        configureLog(machine.environment(), args);
        int code = 1;
        try {
            code = run(args, machine);
        } catch (RuntimeException e) {
            Logger.error(e, "a defect of the program");
        } finally {
            ended.add(code);
        }
        System.exit(code);
    }

    /** What lives long on a board takes a path that loads no picocli: 86 ms and 7 MB. */
    private static int run(String[] args, Machine machine) {
        var arguments = List.of(args);
        return RunCommand.plain(arguments)
                .map(run -> run.in(machine))
                .or(() -> BrokerCommand.plain(machine, arguments).map(BrokerCommand::run))
                .orElseGet(() -> CommandLineInterface.run(machine, args));
    }

    /**
     * Without a locale, as under systemd, Java takes the terminal for one of 1967 and writes {@code
     * 21.5 ?C}. Whoever reads us there reads UTF-8.
     */
    private static void writeUtf8WhereJavaWouldWriteAscii() {
        if (Charset.forName(System.getProperty("native.encoding", "UTF-8")).equals(US_ASCII)) {
            System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
            System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
        }
    }

    /**
     * A thread of ours has died of something that nobody foresaw: the rest would be a service that
     * looks alive. It ends in order instead, as on a signal, and whoever started it starts it anew.
     */
    private static void onDeath(Thread thread, Throwable thrown, AtomicBoolean broken) {
        broken.set(true);
        try {
            Logger.error(thrown, "the thread {} has died, so the program ends", thread.getName());
        } finally {
            System.exit(1);
        }
    }

    private static void onSignal(
            Machine machine, BlockingQueue<Integer> ended, AtomicBoolean broken) {
        if (broken.get()) {
            machine.stop().broken();
        }
        machine.stop().raise();
        Integer code = null;
        try {
            code = ended.poll(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (code == null) {
            machine.err()
                    .println("meetpost: did not stop within " + LONGEST_STOP.toSeconds() + " s");
        }
        endLog();
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code == null || broken.get() ? 1 : code);
    }

    /** Says how many lines were not written. */
    private static void endLog() {
        try {
            ProviderRegistry.getLoggingProvider().shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Under systemd a line begins with its priority; what {@code run} logs is its output. */
    private static void configureLog(Map<String, String> environment, String[] args) {
        if (environment.containsKey("JOURNAL_STREAM")) {
            Configuration.set("writer.style", "journal");
        }
        String subcommand = args.length > 0 ? args[0] : "";
        if (subcommand.equals("run")) {
            Configuration.set("writer.stream", "out");
        } else if (!LIVING.contains(subcommand)) {
            Configuration.set("level", "warn");
        }
    }
}
