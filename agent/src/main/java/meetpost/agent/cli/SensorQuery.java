package meetpost.agent.cli;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import meetpost.agent.instance.ControlClient;
import meetpost.agent.instance.Instances;
import meetpost.agent.instance.ProbeAnswer;
import meetpost.agent.process.Machine;
import meetpost.agent.sampling.SensorProbe;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.time.Ticks;
import meetpost.drivers.pi4j.RaspberryPi;

/**
 * Asks a sensor: the instance that runs, and the bus itself only where none does.
 *
 * @param config a file that is not the running instance's is read by ourselves
 */
record SensorQuery(Machine machine, String sensor, Optional<String> config) {

    SensorQuery {
        requireNonNull(machine, "machine");
        requireNonNull(sensor, "sensor");
        requireNonNull(config, "config");
    }

    /** As {@link ProbeAnswer} has it, wherever it was measured. Blocks for the conversion. */
    JsonObject answer() throws IOException, InterruptedException, SettingsException {
        var running = new Instances(machine.environment()).find();
        if (running.isPresent() && config.map(running.get()::uses).orElse(true)) {
            var request = JsonObject.builder().value("do", "read").value("sensor", sensor).done();
            return ControlClient.ask(running.get().socket(), request);
        }
        return onTheBus(CommandTarget.settings(machine, config));
    }

    private JsonObject onTheBus(Settings settings) throws InterruptedException {
        Optional<SensorSettings> wanted =
                settings.sensors().stream().filter(each -> each.name().equals(sensor)).findFirst();
        if (wanted.isEmpty()) {
            return ProbeAnswer.unknown(
                    sensor, settings.sensors().stream().map(SensorSettings::name).toList());
        }
        try (var board = RaspberryPi.board()) {
            return ProbeAnswer.json(
                    SensorProbe.of(wanted.get(), board, Ticks.REAL, machine.clock()),
                    settings.topics().english());
        }
    }
}
