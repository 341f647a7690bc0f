package meetpost.drivers.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.boardinfo.definition.BoardModel;
import com.pi4j.library.gpiod.internal.GpioLine;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.WakeSignal;

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
        var programs = new LinuxPrograms();
        return new Pi4jBoard(
                model(Path.of("/")),
                context,
                PROVIDERS,
                new KernelI2cTree(Path.of("/"), natives),
                new KernelOneWireTree(KernelOneWireTree.DEVICES),
                new Sysfs(Path.of("/sys"), Path.of("/")),
                programs,
                new LinuxSerialPorts(programs),
                WakeSignal::real);
    }

    /**
     * Whether Pi4J knows a board, without which it opens no line.
     *
     * @param revision as in cpuinfo: {@code c03114}; may be empty
     * @param model as the board calls itself
     */
    public static boolean isKnown(String revision, String model) {
        try {
            boolean byCode =
                    !revision.isEmpty()
                            && BoardModel.getByBoardCode(revision) != BoardModel.UNKNOWN;
            return byCode || BoardModel.getByBoardName(model) != BoardModel.UNKNOWN;
        } catch (Exception e) {
            // Pi4J: more than one board has this code, so it is one.
            return true;
        }
    }

    /**
     * Who holds a line of the header: the name that the kernel shows; empty if it is free. Takes
     * nothing. Not while this process has a board.
     *
     * @throws BusException if this machine has no header, or we may not look
     */
    public static Optional<String> lineHolder(int gpio) throws BusException {
        var header = new GpiodHeader(Natives.here());
        try {
            return Failures.gpio(
                    gpio,
                    "doctor",
                    () -> {
                        GpioLine line = header.line(gpio);
                        line.update();
                        return line.isUsed()
                                ? Optional.of(String.valueOf(line.getConsumer()))
                                : Optional.empty();
                    });
        } finally {
            header.close();
        }
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
