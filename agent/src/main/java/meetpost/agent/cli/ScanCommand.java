package meetpost.agent.cli;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.instance.ControlClient;
import meetpost.agent.instance.Instances;
import meetpost.agent.process.Machine;
import meetpost.agent.scan.ScanPage;
import meetpost.agent.scan.Scanner;
import meetpost.agent.scan.Survey;
import meetpost.agent.scan.SurveyJson;
import meetpost.drivers.pi4j.RaspberryPi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code meetpost scan}: what is wired, and settings for it. */
@Command(
        name = "scan",
        description = {
            "Shows what is on I2C and 1-wire and what the kernel reads, and settings for it.",
            "  meetpost scan > my.yaml",
            "Reads one byte from each I2C address and writes nothing.",
            "Asks the instance that runs; goes to the bus itself only where none does."
        })
final class ScanCommand implements Callable<Integer> {

    private static final String WARNING =
            "--identify sends the number of a register to each chip whose address a part with"
                    + " identification can have. To most chips that is harmless; a port expander"
                    + " (PCF8574) drives its pins with any byte that it gets and clicks its relays,"
                    + " so 0x20 to 0x27 and 0x38 to 0x3F are left alone.";

    private static final String SWITCH_ON =
            "sudo raspi-config nonint do_i2c 0 && sudo raspi-config nonint do_onewire 0"
                    + " (in config.txt: dtparam=i2c_arm=on, dtoverlay=w1-gpio), then sudo reboot";

    private static final int MQTT = 1883;
    private static final int PATIENCE_MILLIS = 500;

    private final Machine machine;

    @Option(
            names = "--bus",
            paramLabel = "N",
            description = "The number in /dev/i2c-N; default: 1, on the pins 3 and 5.")
    Optional<Integer> bus = Optional.empty();

    @Option(
            names = "--identify",
            description = {
                "Also reads identification registers.",
                "That sends a register number to the chip: a byte to a PCF8574 clicks its relays."
            })
    boolean identify;

    @Option(names = "--json", description = "For programs.")
    boolean json;

    ScanCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        if (identify) {
            machine.err().println("meetpost: " + WARNING);
        }
        var running = new Instances(machine.environment()).find();
        if (running.isEmpty()) {
            try (var board = RaspberryPi.board()) {
                Survey survey = new Scanner(board, List.of()).survey(bus, identify);
                return print(survey, listens() ? brokerOfThisMachine() : ownBroker(), "run");
            }
        }
        var request = JsonObject.builder().value("do", "scan").value("identify", identify);
        bus.ifPresent(number -> request.value("bus", number));
        JsonObject answer = ControlClient.ask(running.get().socket(), request.done());
        if (answer.has("error")) {
            machine.err().println("meetpost: " + answer.getString("error"));
            return 1;
        }
        boolean own = answer.getBoolean("broker", false);
        return print(
                SurveyJson.survey(answer),
                own ? ownBroker() : broker(running.get()),
                running.get().instance().kind());
    }

    private int print(Survey survey, List<String> link, String runner) {
        String command = machine.environment().getOrDefault("MEETPOST_COMMAND", "meetpost");
        var page = new ScanPage(survey, link, command, runner);
        if (json) {
            machine.out().println(JsonWriter.string(SurveyJson.of(survey)));
        } else if (!survey.isBlind()) {
            page.lines().forEach(machine.out()::println);
        }
        if (survey.isBlind()) {
            page.problems().forEach(problem -> machine.err().println("meetpost: " + problem));
            machine.err().println("On a Raspberry Pi: " + SWITCH_ON);
            return 1;
        }
        return bus.isPresent() && survey.buses().get(0).problem().isPresent() ? 1 : 0;
    }

    private static List<String> ownBroker() {
        return List.of("broker: {}");
    }

    private static List<String> brokerOfThisMachine() {
        return List.of("mqtt:", "  url: mqtt://localhost:" + MQTT);
    }

    private static List<String> broker(Instances.Found running) {
        List<String> urls =
                running.instance().urls().stream().map(url -> "\"" + url + "\"").toList();
        return List.of(
                "# username: and password-file:, if any, are in " + running.instance().config(),
                "mqtt:",
                "  url: [" + String.join(", ", urls) + "]");
    }

    private static boolean listens() {
        try (var probe = new Socket()) {
            probe.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), MQTT), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            // Nobody listens there.
            return false;
        }
    }
}
