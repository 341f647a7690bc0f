package meetpost.agent.output;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.time.ManualTicks;

/** Programs that run on a board one after the other, with a disk that outlasts them. */
abstract class Restarts {

    static final AnOutput LAMP = AnOutput.named("lamp", 4).atStart(AtStart.LAST);

    static AnOutput compressor() {
        return AnOutput.named("koeling", 17).minOff(ofMinutes(5));
    }

    final TestDisk disk = new TestDisk();
    final ManualTicks ticks = new ManualTicks();

    Rig start(AnOutput... outputs) {
        Rig rig = new Rig(disk, ticks, outputs);
        rig.outputs.start();
        return rig;
    }

    static void stop(Rig rig) throws InterruptedException {
        rig.outputs.rest(ofSeconds(5), true);
        rig.memory.close();
    }
}
