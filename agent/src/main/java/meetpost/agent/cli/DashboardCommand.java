package meetpost.agent.cli;

import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.dashboard.Dashboard;
import meetpost.agent.instance.TakenPortException;
import meetpost.agent.process.Host;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.Problem;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code meetpost dashboard}: the page of all boards of a broker, from any machine. */
@Command(
        name = "dashboard",
        description = {
            "Serves the page of all boards of a broker, until it is asked to stop.",
            "The page reads MQTT in the browser, from what boards keep at the broker; it asks",
            "for user and password where the broker wants them. Nothing of this machine is on it."
        },
        footer = {
            "",
            "meetpost dashboard --broker mqtt://kelder-pi    browsers take ws://kelder-pi:9001",
            "meetpost dashboard --broker wss://mqtt.example.org/mqtt --lan"
        })
final class DashboardCommand implements Callable<Integer> {

    private final Machine machine;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = {
                "The broker: mqtt, mqtts, ws or wss; default: mqtt://localhost:1883.",
                "Of mqtt and mqtts browsers try port 9001 of the same host."
            })
    String broker = "mqtt://localhost:1883";

    @Option(
            names = "--http-port",
            paramLabel = "N",
            converter = PortNumber.class,
            description = "Serves the page there; default: 8080.")
    int httpPort = 8080;

    @Option(
            names = "--lan",
            description = "The rest of the network reaches the page too, not only this machine.")
    boolean lan;

    DashboardCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings;
        try {
            settings = settings();
        } catch (SettingsException e) {
            e.problems().stream()
                    .map(Problem::text)
                    .forEach(text -> machine.err().println("meetpost: --broker: " + text));
            return 2;
        }
        var topics = new Topics(settings.topics(), "", settings.device().id());
        try (var dashboard = Dashboard.ofAllBoards(settings, topics)) {
            dashboard.start();
            machine.out()
                    .printf(
                            "all boards of %s: http://localhost:%s%n",
                            settings.mqtt().urls().get(0), dashboard.port().orElseThrow());
            machine.stop().await();
        } catch (TakenPortException e) {
            machine.err().println("meetpost: " + e.getMessage() + ". Expected e.g. --http-port 0");
            return 1;
        }
        return 0;
    }

    /** Checked as those of a file are: a JSON text is YAML too. */
    private Settings settings() throws SettingsException {
        String text =
                "{\"mqtt\": {\"url\": %s}, \"dashboard\": {\"listen\": \"%s:%s\", \"boards\": \"all\"%s}}"
                        .formatted(
                                quoted(broker),
                                lan ? "0.0.0.0" : "127.0.0.1",
                                httpPort,
                                page().map(url -> ", \"mqtt\": " + quoted(url)).orElse(""));
        return new SettingsReader(new Host(machine.environment()).surroundings())
                .read("meetpost.yaml", text);
    }

    /** Where browsers find it, where that is said: the path of a WebSocket may be any. */
    private Optional<String> page() {
        return Optional.of(broker).filter(url -> url.startsWith("ws"));
    }

    private static String quoted(String text) {
        return JsonWriter.string(text);
    }
}
