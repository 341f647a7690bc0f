package meetpost.simulator.cli;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import meetpost.agent.run.Addresses;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.topic.Topics;
import meetpost.broker.settings.Authority;

/** Where everything is, and what to type. */
record Whereabouts(
        PrintStream out,
        SimulatedSettings read,
        Simulation.Run run,
        String command,
        RealSensors real) {

    void print() {
        Settings settings = read.settings();
        URI url = fromOutside(settings.mqtt().urls().get(0));
        String client = client(url, settings);
        var topics =
                new Topics(
                        settings.topics(), settings.mqtt().topicPrefix(), settings.device().id());
        line("simulated", settings.device().id() + ", --seed " + run.seed() + pace());
        line("settings", read.name());
        settings.dashboard().ifPresent(page -> line("dashboard", page(page.port())));
        settings.dashboard().ifPresent(page -> line("workbench", page(page.port()) + "/workbench"));
        line("MQTT", url.toString());
        settings.broker().stream()
                .flatMap(broker -> broker.listeners().stream())
                .filter(listener -> "ws".equals(listener.getScheme()))
                .forEach(listener -> line("browsers", fromOutside(listener).toString()));
        run.lan().ifPresent(this::print);
        line("watch", "mosquitto_sub " + client + "-v -t '#'");
        List<SensorSettings> sensors = settings.sensors();
        if (!sensors.isEmpty()) {
            SensorSettings first = sensors.get(0);
            String value = topics.value(first, first.quantities().get(0));
            line("one value", "mosquitto_sub " + client + "-t " + value);
        }
        List<ActuatorSettings> actuators = settings.actuators();
        if (!actuators.isEmpty()) {
            String set = topics.set(actuators.get(0));
            line("switch", "mosquitto_pub " + client + "-t " + set + " -m ON");
        }
        line("stop", "Ctrl-C");
        real.found().ifPresent(this::print);
        out.println();
    }

    private void print(NetworkLogin login) {
        line("user", login.user());
        line("password", login.password());
        line("", "Whoever is on this network and has these may switch what is simulated here;");
        line("", "they last until Ctrl-C, and are not encrypted on their way.");
    }

    private void print(RealSensors.Found found) {
        line("", "This board has sensors of its own: " + String.join(", ", found.names()) + ".");
        line("", "This simulation does not read them. That is: " + found.line(command));
    }

    private String pace() {
        return run.speed() == 1 ? "" : ", " + run.speed() + " times as fast as life";
    }

    private String page(int port) {
        String host = run.lan().isEmpty() ? "localhost" : Addresses.outward().orElse("localhost");
        return "http://" + host + ":" + port;
    }

    /** What is open to the network is shown as others of the network reach it. */
    private URI fromOutside(URI url) {
        return run.lan().isEmpty()
                ? url
                : URI.create(
                        "%s://%s:%s"
                                .formatted(
                                        url.getScheme(),
                                        Addresses.outward().orElse("127.0.0.1"),
                                        Authority.of(url).port()));
    }

    /** The options that mosquitto's clients need; none where it is where they look. */
    private String client(URI url, Settings settings) {
        Authority at = Authority.of(url);
        boolean here = at.host().equals("127.0.0.1") || at.host().equals("localhost");
        String host = here ? "" : "-h " + at.bareHost() + " ";
        boolean usual = at.port() == 1883 || at.port() == -1;
        String port = usual ? "" : "-p " + at.port() + " ";
        String password = run.lan().map(NetworkLogin::password).orElse("\"…\"");
        String user =
                settings.mqtt()
                        .username()
                        .map(name -> "-u " + name + " -P " + password + " ")
                        .orElse("");
        return host + port + user;
    }

    private void line(String what, String where) {
        out.printf("%-10s %s%n", what, where);
    }
}
