package meetpost.drivers.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import java.nio.file.Path;
import meetpost.drivers.bus.Programs;
import meetpost.drivers.bus.SerialPorts;
import meetpost.drivers.bus.WakeSignal;
import org.junit.jupiter.api.AfterEach;

/** A board over a platform that answers as it is told to. */
abstract class Pi4jBoardRig {

    final ScriptedPlatform platform = new ScriptedPlatform();
    final Context context =
            Pi4J.newContextBuilder()
                    .noAutoDetect()
                    .add(platform.i2c(), platform.output(), platform.input())
                    .build();
    final Pi4jBoard board = board(I2cTree.FREE);

    @AfterEach
    void closeTheBoard() {
        board.close();
    }

    Pi4jBoard board(I2cTree tree) {
        return new Pi4jBoard(
                "A scripted Pi",
                context,
                new Pi4jBoard.Providers("scripted-i2c", "scripted-output", "scripted-input"),
                tree,
                new KernelOneWireTree(Path.of("missing")),
                new Sysfs(Path.of("missing"), Path.of("missing")),
                Programs.NONE,
                SerialPorts.NONE,
                WakeSignal::real);
    }
}
