package meetpost.agent.cli;

import meetpost.agent.process.Machine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which sensor a command asks. */
final class SensorOptions {

    @Parameters(paramLabel = "SENSOR", description = "As in the settings: temperatuur.")
    String sensor = "";

    @Mixin ConfigOption config = new ConfigOption();

    SensorQuery inquiry(Machine machine) {
        return new SensorQuery(machine, sensor, config.file);
    }
}
