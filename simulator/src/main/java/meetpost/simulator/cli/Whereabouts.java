package meetpost.simulator.cli;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import meetpost.agent.mqtt.Topics;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;

/** Where everything is, and what to type. */
record Whereabouts(
        PrintStream out,
        SimulatedSettings read,
        Simulation.Run run,
        String command,
        List<String> real) {

    void print() {
        Settings settings = read.settings();
        URI url = settings.mqtt().urls().get(0);
        String client = client(url, settings);
        var topics =
                new Topics(
                        settings.topics(), settings.mqtt().topicPrefix(), settings.device().id());
        line("simulated", settings.device().id() + ", --seed " + run.seed() + pace());
        line("settings", read.name());
        line("MQTT", url.toString());
        settings.broker().stream()
                .flatMap(broker -> broker.listeners().stream())
                .filter(listener -> "ws".equals(listener.getScheme()))
                .forEach(listener -> line("browsers", listener.toString()));
        run.httpPort()
                .ifPresent(port -> line("workbench", "http://localhost:" + port + "/simulator"));
        line("watch", "mosquitto_sub " + client + "-v -t '#'");
        List<SensorSettings> sensors = settings.sensors();
        if (!sensors.isEmpty()) {
            SensorSettings first = sensors.get(0);
            String value = topics.value(first, first.part().quantities().get(0));
            line("one value", "mosquitto_sub " + client + "-t " + value);
        }
        List<ActuatorSettings> actuators = settings.actuators();
        if (!actuators.isEmpty()) {
            String set = topics.set(actuators.get(0));
            line("switch", "mosquitto_pub " + client + "-t " + set + " -m ON");
        }
        line("stop", "Ctrl-C");
        if (!real.isEmpty()) {
            line("", "This board has sensors of its own: " + String.join(", ", real) + ".");
            line("", "This simulation does not read them. That is: " + command + " run");
        }
        out.println();
    }

    private String pace() {
        return run.speed() == 1 ? "" : ", " + run.speed() + " times as fast as life";
    }

    /** The options that mosquitto's clients need; none where it is where they look. */
    private static String client(URI url, Settings settings) {
        boolean here = url.getHost().equals("127.0.0.1") || url.getHost().equals("localhost");
        String host = here ? "" : "-h " + url.getHost() + " ";
        boolean usual = url.getPort() == 1883 || url.getPort() == -1;
        String port = usual ? "" : "-p " + url.getPort() + " ";
        String user =
                settings.mqtt().username().map(name -> "-u " + name + " -P \"…\" ").orElse("");
        return host + port + user;
    }

    private void line(String what, String where) {
        out.printf("%-10s %s%n", what, where);
    }
}
