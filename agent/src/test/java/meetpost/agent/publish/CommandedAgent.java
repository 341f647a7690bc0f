package meetpost.agent.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.command.CommandDesk;
import meetpost.agent.command.PublishedStates;
import meetpost.agent.output.Outputs;
import meetpost.agent.output.TestDisk;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;

/** All of an agent that has to do with commands, and a line in memory. */
final class CommandedAgent implements AutoCloseable {

    private final FakeBoard board = new FakeBoard();
    private final AgentLink link;
    private final CommandDesk desk;

    CommandedAgent(int port) {
        Settings settings = TestAgent.settings(Duration.ofSeconds(30), port);
        link =
                new AgentLink(
                        settings,
                        Identity.of("kelder-pi", "serial-1", Instant.EPOCH, new Random(1)),
                        () -> new Info("0.1.0", "test", List.of(), List.of()),
                        new TestOutbox(),
                        Optional.empty(),
                        Ticks.REAL,
                        Clock.systemUTC(),
                        new Random(1));
        Outputs outputs =
                new Outputs(
                        settings.actuators(),
                        board,
                        TestDisk.fresh(Ticks.REAL),
                        link::lastHeard,
                        Ticks.REAL,
                        new PublishedStates(
                                settings.actuators(),
                                link.publisher(),
                                link.topics(),
                                Ticks.REAL,
                                Clock.systemUTC()));
        desk =
                new CommandDesk(
                        settings.actuators(),
                        outputs,
                        link.publisher(),
                        link.topics(),
                        link::standing,
                        Ticks.REAL,
                        Clock.systemUTC());
        outputs.start();
        desk.start();
        link.start(desk);
    }

    FakeBoard board() {
        return board;
    }

    AgentLink link() {
        return link;
    }

    CommandDesk desk() {
        return desk;
    }

    @Override
    public void close() throws InterruptedException {
        link.stop(Duration.ofSeconds(2));
        desk.close();
    }
}
