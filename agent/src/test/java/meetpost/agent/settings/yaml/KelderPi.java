package meetpost.agent.settings.yaml;

import java.nio.file.Path;
import java.util.Optional;
import meetpost.agent.settings.Settings;

/** A board with a name and a serial number, and what it reads. */
final class KelderPi {

    static final Surroundings SURROUNDINGS =
            new Surroundings(
                    "Kelder-Pi.local",
                    Optional.of("10000000A1B2C3D4"),
                    Optional.empty(),
                    Path.of("/var/lib/meetpost"),
                    Optional.empty());

    private KelderPi() {}

    static Settings read(String text) throws SettingsException {
        return new SettingsReader(SURROUNDINGS).read("meetpost.yaml", text);
    }
}
