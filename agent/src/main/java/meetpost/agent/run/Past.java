package meetpost.agent.run;

import com.grack.nanojson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import meetpost.agent.http.Handler;
import meetpost.agent.output.OutputListener;
import meetpost.agent.publish.Publisher;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.settings.Settings;
import meetpost.agent.shaping.MeasuredListener;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Quantity;

/**
 * What the board keeps of the past: here nothing, and no class of the archive is loaded. What hears
 * of the present is safe for use by several threads and does not block.
 */
interface Past {

    /** None is kept. */
    Past NOTHING = new Past() {};

    /**
     * What the settings want; nothing is started yet.
     *
     * @param name of a quantity in topics
     * @param ticks of the board
     */
    static Past of(
            Supplier<Settings> current, Function<Quantity, String> name, Ticks ticks, Clock clock) {
        return current.get().history().isOn() ? new KeptPast(current, name, ticks, clock) : NOTHING;
    }

    /** From now on it is written. Does not block. */
    default void start() {}

    /** Writes what there is. Blocks for {@code max} at most. */
    default void close(Duration max) throws InterruptedException {}

    /** Settings were read anew. */
    default void settings(Settings fresh) {}

    /** Hears what sensors measure before {@code listener} does. */
    default MeasuredListener measured(MeasuredListener listener) {
        return listener;
    }

    /** Hears how sensors are before {@code listener} does. */
    default HealthListener health(HealthListener listener) {
        return listener;
    }

    /**
     * A sensor did not measure for a while.
     *
     * @param text of when, in words
     */
    default void gap(String sensor, String text) {}

    /** Hears what outputs are before {@code listener} does. */
    default OutputListener outputs(OutputListener listener) {
        return listener;
    }

    /** Hears what is published of an input before {@code publisher} does. */
    default Publisher input(String name, Publisher publisher) {
        return publisher;
    }

    /** Why it does not reach the disk, in words; empty: it does. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** Bytes given to the operating system since the start; empty: there are none at all. */
    default Optional<Long> writtenBytes() {
        return Optional.empty();
    }

    /** Gives what is to be served, by its path. */
    default void serve(BiConsumer<String, Handler> server) {}

    /** Answers another subcommand of this machine. */
    default JsonObject answer(JsonObject request) throws InterruptedException {
        return JsonObject.builder()
                .value("error", "nothing of the past is kept: the settings say `history: off`")
                .done();
    }
}
