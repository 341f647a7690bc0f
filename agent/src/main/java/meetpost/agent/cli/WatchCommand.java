package meetpost.agent.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.MqttLink;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.time.Ticks;
import meetpost.agent.watch.Choice;
import meetpost.agent.watch.Size;
import meetpost.agent.watch.Terminal;
import meetpost.agent.watch.Values;
import meetpost.agent.watch.WatchTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code meetpost watch}: the values as they come, on a terminal. */
@Command(
        name = "watch",
        description = {
            "Shows values as they come over MQTT: a table on a terminal, else a line for each.",
            "An age such as >7s is of a value that lay at the broker before."
        },
        footer = {
            "",
            "meetpost watch              all that this device has",
            "meetpost watch kas          one sensor, input or output",
            "meetpost watch 'sensoren/#' whatever matches, of others too"
        })
final class WatchCommand implements Callable<Integer> {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration LEAVE = Duration.ofSeconds(2);

    /** Four pages a second are as many as one can read. */
    private static final Duration PAGE = Duration.ofMillis(250);

    private static final int PAGES_PER_LOOK = 4;

    private final Machine machine;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILTER",
            description = "A name of the settings, or an MQTT topic filter; default: everything.")
    Optional<String> filter = Optional.empty();

    @Mixin ConfigOption config = new ConfigOption();

    WatchCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandTarget target;
        try {
            target = CommandTarget.of(machine, config.file);
        } catch (SettingsException e) {
            return RunCommand.refuse(machine, e);
        }
        Choice choice;
        try {
            choice = Choice.of(target.watched(), filter);
        } catch (IllegalArgumentException e) {
            machine.err().println("meetpost: " + e.getMessage());
            return 2;
        }
        Optional<Size> size = dumb() ? Optional.empty() : Terminal.size();
        var values = new Values(choice, machine.clock());
        var watching = new Watching(values, size.isPresent() ? line -> {} : this::print);
        String id =
                String.format(
                        Locale.ROOT, "meetpost-watch-%08x", ThreadLocalRandom.current().nextInt());
        var link =
                new MqttLink(
                        new LinkOptions(
                                target.mqtt(), id, Optional.empty(), choice.subscriptions()),
                        Ticks.REAL,
                        ThreadLocalRandom.current());
        link.start(watching);
        try {
            if (!watching.awaitFirst(CONNECT, machine.stop())) {
                if (machine.stop().await(Duration.ZERO)) {
                    return 0;
                }
                machine.err()
                        .println("meetpost: no connection within " + CONNECT.toSeconds() + " s");
                return 1;
            }
            if (size.isPresent()) {
                URI broker = target.mqtt().urls().get(0);
                draw(new WatchTable(values), watching, broker.toString(), size.get());
            } else {
                machine.stop().await();
            }
            return 0;
        } finally {
            link.leave(LEAVE);
        }
    }

    private void draw(WatchTable table, Watching watching, String broker, Size first)
            throws InterruptedException {
        Size size = first;
        try (var terminal = new Terminal(machine.out(), colours())) {
            for (int page = 1; !machine.stop().await(PAGE); page++) {
                if (page % PAGES_PER_LOOK == 0) {
                    Size now = Terminal.size().orElse(size);
                    if (!now.equals(size)) {
                        terminal.forget();
                    }
                    size = now;
                }
                terminal.show(table.lines(broker, watching.problem(), size, Ticks.REAL.now()));
            }
        }
    }

    private void print(String line) {
        LocalTime time =
                machine.clock()
                        .instant()
                        .atZone(ZoneId.systemDefault())
                        .toLocalTime()
                        .truncatedTo(ChronoUnit.SECONDS);
        machine.out().printf(Locale.ROOT, "%tT  %s%n", time, line);
    }

    private boolean colours() {
        return machine.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }

    private boolean dumb() {
        return List.of("", "dumb").contains(machine.environment().getOrDefault("TERM", ""));
    }
}
