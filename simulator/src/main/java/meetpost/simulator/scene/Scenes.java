package meetpost.simulator.scene;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import meetpost.agent.settings.yaml.SettingsException;

/** Scenes that need no file. */
public final class Scenes {

    private static final String HOUSE = "/meetpost/scene.yaml";

    private Scenes() {}

    /** {@code config/scene.yaml} as it was packed: a house for {@code config/simulated.yaml}. */
    public static Scene house() {
        try (InputStream file = Scenes.class.getResourceAsStream(HOUSE)) {
            var text = new String(requireNonNull(file, HOUSE).readAllBytes(), UTF_8);
            return SceneReader.read("scene.yaml", text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SettingsException e) {
            throw new IllegalStateException(HOUSE, e);
        }
    }
}
