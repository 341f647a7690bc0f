package meetpost.agent.output;

import java.io.IOException;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.drivers.actuator.DigitalOutput;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.OutputLine;

/**
 * The line of an output. It is taken by the first {@link #drive}, with that level in the request,
 * so that it never shows another one.
 */
final class Line {

    private final Board board;
    private final ActuatorSettings settings;
    private Optional<DigitalOutput> taken = Optional.empty();

    Line(Board board, ActuatorSettings settings) {
        this.board = board;
        this.settings = settings;
    }

    /**
     * Drives the line and reads it back.
     *
     * @throws IOException if the line cannot be taken or driven, or does not follow
     */
    void drive(boolean on) throws IOException {
        try {
            if (taken.isPresent()) {
                taken.get().apply(on);
            } else {
                taken = Optional.of(take(on));
            }
        } catch (RuntimeException unexpected) {
            throw failed(unexpected);
        }
        if (on() != on) {
            throw new IOException(
                    "GPIO %s was driven %s and reads %s: is it shorted?"
                            .formatted(settings.gpio(), level(on), level(!on)));
        }
    }

    /** Why it reads so, as far as anybody knows. */
    String forcedTo(boolean on) {
        return "GPIO %s was driven %s and reads %s: something else drives it"
                .formatted(settings.gpio(), level(!on), level(on));
    }

    private DigitalOutput take(boolean on) throws IOException {
        OutputLine line =
                new OutputLine(settings.name(), settings.gpio(), on == settings.activeHigh());
        return new DigitalOutput(board.output(line), settings.activeHigh());
    }

    /** Whether it is on, asked of the kernel. */
    boolean on() throws IOException {
        if (taken.isEmpty()) {
            throw new IOException("GPIO " + settings.gpio() + " is not held");
        }
        try {
            return taken.get().on();
        } catch (RuntimeException unexpected) {
            throw failed(unexpected);
        }
    }

    /** What a library throws unchecked must not keep other lines from their level. */
    private IOException failed(RuntimeException unexpected) {
        return new IOException("GPIO " + settings.gpio() + ": " + unexpected, unexpected);
    }

    private String level(boolean on) {
        return on == settings.activeHigh() ? "high" : "low";
    }
}
