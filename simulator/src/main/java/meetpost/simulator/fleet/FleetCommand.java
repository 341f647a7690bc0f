package meetpost.simulator.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import meetpost.agent.cli.DurationOption;
import meetpost.agent.link.Tls;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.yaml.Urls;
import meetpost.agent.settings.yaml.WrongValue;
import meetpost.agent.time.DurationText;
import meetpost.broker.settings.Authority;
import meetpost.simulator.cli.LoginOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code meetpost fleet}: many simulated Pis against a broker. */
@Command(
        name = "fleet",
        description = "Many simulated Pis against a broker: rates, latencies, losses.",
        footer = {"", "Exit code 1 if not all connected, or if anything acknowledged was lost."})
final class FleetCommand implements Callable<Integer> {

    private static final int MOST_DEVICES = 50_000;
    private static final List<String> SCHEMES = List.of("mqtt", "mqtts");

    private final Machine machine;

    @Spec CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "100",
            description = "Simulated Pis; default: ${DEFAULT-VALUE}.")
    int devices;

    @Option(
            names = "--sensors",
            paramLabel = "N",
            defaultValue = "10",
            description = "Of each; default: ${DEFAULT-VALUE}.")
    int sensors;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "1s",
            converter = DurationOption.class,
            description = "From one reading of a sensor to the next; default: ${DEFAULT-VALUE}.")
    Duration every = Duration.ofSeconds(1);

    @Option(
            names = "--broker",
            paramLabel = "URL",
            split = ",",
            defaultValue = "mqtt://localhost:1883",
            description =
                    "Or several, as of a cluster, with commas between: each device begins at one of"
                            + " them and goes on at the next; default: ${DEFAULT-VALUE}.")
    List<String> brokers = List.of("mqtt://localhost:1883");

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationOption.class,
            description = "How long they publish; default: ${DEFAULT-VALUE}.")
    Duration length = Duration.ofSeconds(30);

    @Mixin LoginOptions user = new LoginOptions();

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "For mqtts: certificates (PEM) to trust instead of the system's.")
    Optional<Path> caFile = Optional.empty();

    @Option(names = "--json", description = "For programs.")
    boolean json;

    FleetCommand(Machine machine) {
        this.machine = requireNonNull(machine, "machine");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (devices < 1 || devices > MOST_DEVICES || sensors < 0 || sensors > 1000) {
            throw misused(
                    "expected 1 to " + MOST_DEVICES + " --devices with 0 to 1000 --sensors each");
        }
        String run =
                String.format(
                        Locale.ROOT, "fleet-%04x", ThreadLocalRandom.current().nextInt(0x10000));
        var shape = new Shape(run, devices, sensors, every);
        List<URI> urls = urls();
        Ways ways = ways(urls);
        if (!json) {
            machine.out()
                    .printf(
                            "%s devices with %s sensors each, every %s, for %s, against %s%n",
                            devices,
                            sensors,
                            DurationText.of(every),
                            DurationText.of(length),
                            urls.stream().map(URI::toString).collect(joining(" and ")));
        }
        PrintStream progress =
                json
                        ? new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)
                        : machine.err();
        Report report = new Fleet(shape, ways, machine.stop(), progress).run(length);
        if (json) {
            report.printJson(machine.out());
        } else {
            report.print(machine.out());
        }
        return report.good() ? 0 : 1;
    }

    private Ways ways(List<URI> urls) throws IOException {
        if (caFile.isPresent() && urls.stream().noneMatch(FleetCommand::isEncrypted)) {
            throw misused("--ca-file goes with a --broker such as mqtts://HOST:8883");
        }
        if (user.passwordFile().isPresent() && user.username().isEmpty()) {
            throw misused("--password-file goes with --username");
        }
        List<Way> ways = new ArrayList<>();
        for (URI url : urls) {
            ways.add(way(url));
        }
        return new Ways(ways);
    }

    private Way way(URI url) throws IOException {
        Authority at = Authority.of(url);
        var address = new InetSocketAddress(at.bareHost(), at.port());
        if (address.isUnresolved()) {
            throw new IOException("there is no host " + at.bareHost());
        }
        Optional<SSLContext> tls =
                isEncrypted(url) ? Optional.of(Tls.trusting(caFile).context()) : Optional.empty();
        return new Way(address, tls, new Login(user.username(), user.password()));
    }

    private static boolean isEncrypted(URI url) {
        return "mqtts".equals(url.getScheme());
    }

    private List<URI> urls() {
        List<URI> urls = new ArrayList<>();
        for (String broker : brokers) {
            try {
                urls.add(Urls.typed(broker, SCHEMES, "mqtt://localhost:1883 or mqtts://HOST:8883"));
            } catch (WrongValue e) {
                throw misused("--broker: " + e.getMessage());
            }
        }
        return urls;
    }

    private ParameterException misused(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
