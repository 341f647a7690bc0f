package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import meetpost.agent.output.Outcome.Done;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.AtStart;

/** Switches one output where nothing forbids it, and tells those who want to know. */
final class Switching {

    private final OutputMemory memory;
    private final OutputListener listener;
    private Obstacles obstacles;

    Switching(Obstacles obstacles, OutputMemory memory, OutputListener listener) {
        this.obstacles = requireNonNull(obstacles, "obstacles");
        this.memory = requireNonNull(memory, "memory");
        this.listener = requireNonNull(listener, "listener");
    }

    /** From now on something else stands in the way. */
    void obstacles(Obstacles others) {
        obstacles = others;
    }

    /**
     * On, if nothing forbids it.
     *
     * @param length of a pulse, or empty
     */
    Outcome on(Output output, Optional<Duration> length, Origin origin) throws IOException {
        Optional<Hindrance> hindrance = obstacles.toSwitchOn(output, origin);
        if (hindrance.isPresent()) {
            return hindrance.get().refused();
        }
        long moves = output.moves();
        try {
            output.switchOn(length, origin);
        } catch (IOException e) {
            var unused = changed(output);
            throw e;
        }
        if (output.moves() != moves) {
            moved(output, origin);
        }
        CompletableFuture<Boolean> stored = changed(output);
        return new Done(output.readBack(), output.leftWhenAsked(), stored);
    }

    /** Off; a rule's wish, if it has been on for long enough. */
    Outcome off(Output output, Origin origin) throws IOException {
        Optional<Hindrance> hindrance = obstacles.toSwitchOff(output, origin);
        if (hindrance.isPresent()) {
            return hindrance.get().refused();
        }
        boolean mayHaveBeenOn = output.mayBeOn();
        try {
            output.switchOff(origin);
        } catch (IOException e) {
            var unused = changed(output);
            throw e;
        }
        if (mayHaveBeenOn) {
            moved(output, origin);
        }
        CompletableFuture<Boolean> stored = changed(output);
        return new Done(output.readBack(), output.left(), stored);
    }

    private void moved(Output output, Origin origin) {
        origin.id().ifPresent(id -> memory.moved(output, IdHash.of(output.name(), id)));
    }

    /** As it is; the disk may still be at work on it. */
    Outcome asItIs(Output output) throws IOException {
        return new Done(output.readBack(), output.left(), keep(output));
    }

    /** Tells and keeps what the output is now. */
    CompletableFuture<Boolean> changed(Output output) {
        tell(output);
        return keep(output);
    }

    /** Keeps what the output is now, where its rules need it. */
    CompletableFuture<Boolean> keep(Output output) {
        ActuatorSettings rules = output.rules();
        boolean needed =
                rules.atStart() == AtStart.LAST
                        || rules.minOff().isPresent()
                        || rules.rest().isPresent()
                        || rules.maxOn().isPresent()
                        || !obstacles.mates(output).isEmpty();
        return needed ? memory.keep(output) : Done.STORED;
    }

    /** Somebody looks whether something is due. */
    void turn() {
        listener.turn();
    }

    /** Tells what the output is now. */
    void tell(Output output) {
        try {
            listener.state(output.name(), output.state());
        } catch (IOException unknown) {
            // Nothing true can be told. Whoever switched has said why.
        }
    }
}
