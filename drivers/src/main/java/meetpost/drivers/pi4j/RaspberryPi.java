package meetpost.drivers.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The board that this program runs on. */
public final class RaspberryPi {

    private static final Pi4jBoard.Providers PROVIDERS =
            new Pi4jBoard.Providers(
                    LinuxFsI2CProvider.ID, GpiodOutputProvider.ID, GpiodInputProvider.ID);

    private RaspberryPi() {}

    /**
     * The board, with nothing opened and no native library loaded yet: on a machine that is no
     * Raspberry Pi this works too, and asking for a line or a bus tells why there is none.
     */
    public static Pi4jBoard board() {
        var natives = Natives.here();
        var header = new GpiodHeader(natives);
        // Explicit providers only: where Pi4J does not know the board, detection takes a mock.
        var context =
                Pi4J.newContextBuilder()
                        .noAutoDetect()
                        .noAutoInject()
                        .disableShutdownHook()
                        .add(
                                LinuxFsI2CProvider.newInstance(),
                                new GpiodOutputProvider(header),
                                new GpiodInputProvider(header))
                        .build();
        return new Pi4jBoard(
                model(Path.of("/")),
                context,
                PROVIDERS,
                new KernelI2cTree(Path.of("/"), natives),
                new KernelOneWireTree(KernelOneWireTree.DEVICES),
                new Sysfs(Path.of("/sys")));
    }

    /** What cpuinfo calls the board, else the device tree; else the machine's processor. */
    static String model(Path root) {
        return text(root.resolve("proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("Model\t"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .or(
                        () ->
                                text(root.resolve("proc/device-tree/model"))
                                        .replace("\0", "")
                                        .lines()
                                        .findFirst())
                .orElse(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
