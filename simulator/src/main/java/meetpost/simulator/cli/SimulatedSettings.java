package meetpost.simulator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import meetpost.agent.process.Host;
import meetpost.agent.settings.DashboardSettings;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.Secret;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.Authority;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;

/**
 * The settings of a simulation: those of a file, and what the command line says instead.
 *
 * @param name of the file, for people
 */
record SimulatedSettings(String name, Settings settings) {

    /** Nobody is told of what is not so. */
    SimulatedSettings {
        settings = settings.withoutNotifications();
    }

    private static final Duration BROKER_SYNC = Duration.ofSeconds(1);
    private static final Duration RETAINED_EVERY = Duration.ofMinutes(5);

    /** A page that somebody opens from the disk too: it can switch nothing but a simulation. */
    private static final Access ANY_PAGE =
            new Access(true, Optional.empty(), Map.of(), List.of("*"));

    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "[::]");

    private static final String FILE = "simulated.yaml";
    private static final String PACKED = "/meetpost/" + FILE;

    /** The one that is chosen, else that of the checkout, else that of the package. */
    static SimulatedSettings read(
            Map<String, String> environment, Optional<Path> config, Optional<String> device)
            throws SettingsException, IOException {
        Surroundings here = new Host(environment).surroundings();
        var reader = new SettingsReader(device.map(here::withDeviceId).orElse(here));
        Optional<Path> file =
                config.or(
                        () ->
                                Optional.ofNullable(environment.get("MEETPOST_CONFIG"))
                                        .map(
                                                directory ->
                                                        Directory.asTyped(Path.of(directory, FILE)))
                                        .filter(Files::isReadable));
        if (file.isPresent()) {
            return new SimulatedSettings(file.get().toString(), reader.read(file.get()));
        }
        return new SimulatedSettings(FILE, reader.read(FILE, packed()));
    }

    /** A name of its own on a broker that others use too. */
    static String anyDevice() {
        return String.format(
                Locale.ROOT, "simulated-pi-%04d", ThreadLocalRandom.current().nextInt(10_000));
    }

    /** With our own broker at these ports: open for this machine only, or for who has a login. */
    SimulatedSettings onPorts(int mqtt, int webSocket, Optional<NetworkLogin> login) {
        String host = login.isPresent() ? "0.0.0.0" : "127.0.0.1";
        var open =
                new BrokerSettings(
                        List.of(
                                URI.create("mqtt://" + host + ":" + mqtt),
                                URI.create("ws://" + host + ":" + webSocket)));
        BrokerSettings broker =
                login.map(
                                each ->
                                        open.with(
                                                new Access(
                                                        false,
                                                        Optional.of(each.hashed()),
                                                        Map.of(),
                                                        List.of())))
                        .orElse(open.with(ANY_PAGE));
        return with(
                settings.withBroker(Optional.of(broker))
                        .withMqtt(
                                settings.mqtt()
                                        .on(
                                                URI.create("mqtt://127.0.0.1:" + mqtt),
                                                login.map(NetworkLogin::user),
                                                login.map(NetworkLogin::secret))));
    }

    /**
     * With our own broker as the file has it, in memory. The agent comes in by its plain listener,
     * if there is one, else as the file says.
     */
    SimulatedSettings onListeners() {
        BrokerSettings broker = settings.broker().orElseThrow().inMemory();
        return with(
                settings.withBroker(Optional.of(broker))
                        .withMqtt(
                                broker.listeners().stream()
                                        .filter(uri -> "mqtt".equals(uri.getScheme()))
                                        .findFirst()
                                        .map(this::comingInBy)
                                        .orElse(settings.mqtt())));
    }

    private MqttSettings comingInBy(URI listener) {
        Authority at = Authority.of(listener);
        String host = WILDCARDS.contains(at.host()) ? "127.0.0.1" : at.host();
        return settings.mqtt()
                .on(
                        URI.create("mqtt://" + host + ":" + at.port()),
                        settings.mqtt().username(),
                        settings.mqtt().password());
    }

    /** With a broker that is there already, or several. */
    SimulatedSettings onBrokers(
            List<URI> urls, Optional<String> username, Optional<Secret> password) {
        return with(
                settings.withBroker(Optional.empty())
                        .withMqtt(settings.mqtt().on(urls, username, password)));
    }

    /** With that before each topic. */
    SimulatedSettings under(String prefix) {
        return with(settings.withMqtt(settings.mqtt().under(prefix)));
    }

    /** Of the board: the same one as before where its state is kept, else another one. */
    String serial() {
        return "simulated-" + settings.state();
    }

    /** With the page there. With our own broker it finds that one, whatever the file says. */
    SimulatedSettings onPage(String host, int port) {
        Optional<URI> mqtt =
                settings.broker().isPresent()
                        ? Optional.empty()
                        : settings.dashboard().flatMap(DashboardSettings::mqtt);
        List<String> hosts = settings.dashboard().map(DashboardSettings::hosts).orElse(List.of());
        return with(
                settings.withDashboard(
                        Optional.of(
                                new DashboardSettings(
                                        host,
                                        port,
                                        mqtt,
                                        false,
                                        host.equals("127.0.0.1"),
                                        settings.dashboard()
                                                .filter(DashboardSettings::allBoards)
                                                .isPresent(),
                                        hosts))));
    }

    /** With its state kept there. */
    SimulatedSettings keptIn(Path directory) {
        return with(settings.withState(directory));
    }

    /** With what its own broker keeps, too, if it has one. */
    SimulatedSettings brokerKept() {
        var storage =
                new StorageSettings(
                        settings.state().resolve("broker"), BROKER_SYNC, RETAINED_EVERY);
        return with(settings.withBroker(settings.broker().map(broker -> broker.with(storage))));
    }

    /** These, where the command line says otherwise with what is in use. */
    Settings instead(Settings inUse) {
        return settings.withBroker(inUse.broker())
                .withMqtt(inUse.mqtt())
                .withDashboard(inUse.dashboard())
                .withState(inUse.state());
    }

    private SimulatedSettings with(Settings other) {
        return new SimulatedSettings(name, other);
    }

    private static String packed() {
        try (InputStream file = SimulatedSettings.class.getResourceAsStream(PACKED)) {
            return new String(requireNonNull(file, PACKED).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
