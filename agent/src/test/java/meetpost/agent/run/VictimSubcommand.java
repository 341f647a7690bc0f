package meetpost.agent.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.process.Machine;
import meetpost.agent.process.Subcommand;
import meetpost.agent.run.LivenessCheck.Patience;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.systemd.Service;
import meetpost.agent.systemd.ServiceNotifier;
import meetpost.agent.time.Ticks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** For tests: an agent as {@code run} has it, one thread of which hangs or dies when it is well. */
public final class VictimSubcommand implements Subcommand {

    /** The link's thread takes a turn each 5 s, on a machine that has nothing else to do. */
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(8), Duration.ofSeconds(12));

    @Override
    public Callable<Integer> command(Machine machine) {
        return new Victim(machine);
    }

    /** {@code victim PORT DIRECTORY THREAD hangs|dies}. */
    @Command(name = "victim", hidden = true)
    static final class Victim implements Callable<Integer> {

        private final Machine machine;
        private final CountDownLatch never = new CountDownLatch(1);
        private volatile boolean begun;

        @Parameters(index = "0")
        int port;

        @Parameters(index = "1")
        Path directory = Path.of("");

        @Parameters(index = "2")
        String thread = "";

        @Parameters(index = "3")
        String mishap = "";

        Victim(Machine machine) {
            this.machine = machine;
        }

        @Override
        public Integer call() throws Exception {
            var board = new FakeBoard();
            board.kernel("48312\n");
            Ticks ticks = new MishapTicks();
            var agent =
                    new Agent(
                            settings(),
                            board,
                            "serial",
                            ticks,
                            machine.clock(),
                            AgentListener.NONE,
                            new Network(ticks, event -> mishap(), SHORT));
            agent.start();
            try {
                while (!agent.connected()) {
                    if (machine.stop().await(Duration.ofMillis(10))) {
                        return 1;
                    }
                }
                begun = true;
                machine.out().println("well until now");
                new Service(
                                new ServiceNotifier(machine.environment()),
                                agent::hasTriedEverySensor,
                                agent::problem,
                                agent::status)
                        .serve(machine.stop());
            } finally {
                agent.stop(Duration.ofSeconds(5), true);
            }
            return 0;
        }

        private Settings settings() throws Exception {
            String text =
                    """
                    device: {id: kelder}
                    mqtt: {url: "mqtt://127.0.0.1:%1$d"}
                    broker: {listeners: ["mqtt://127.0.0.1:%1$d"], data: %2$s/broker}
                    sensors: {processor: {part: "linux,thermal", every: 1s}}
                    actuators: {pomp: {gpio: 17}}
                    outbox: {flush: 1s}
                    state: %2$s
                    """
                            .formatted(port, directory);
            var here =
                    new Surroundings(
                            "kelder",
                            Optional.empty(),
                            Optional.empty(),
                            directory,
                            Optional.empty());
            return new SettingsReader(here).read("victim.yaml", text);
        }

        private void mishap() {
            if (!begun || !Thread.currentThread().getName().startsWith(thread)) {
                return;
            }
            if (mishap.equals("dies")) {
                throw new StackOverflowError("as deep as it goes");
            }
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Real ones, until the mishap. */
        private final class MishapTicks implements Ticks {

            @Override
            public long now() {
                mishap();
                return REAL.now();
            }

            @Override
            public void until(long tick) throws InterruptedException {
                REAL.until(tick);
            }

            @Override
            public Duration real(long tick) {
                mishap();
                return REAL.real(tick);
            }
        }
    }
}
