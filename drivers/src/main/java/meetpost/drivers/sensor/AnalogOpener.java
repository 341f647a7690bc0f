package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;

/**
 * Makes the driver of a converter with several analog inputs, of which settings name those that are
 * wanted. Two of the same part with the same inputs are equal.
 *
 * @param inputs never empty
 */
public record AnalogOpener(Maker maker, List<AnalogInput> inputs) implements Part.Opener {

    public AnalogOpener {
        requireNonNull(maker, "maker");
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("no input is wanted");
        }
    }

    /** What one {@link Sensor#sense} gives. */
    List<Quantity> quantities() {
        return inputs.stream().map(AnalogInput::quantity).toList();
    }

    /** The part with those inputs, and nothing else. */
    public Part of(Part part, List<AnalogInput> wanted) {
        var opener = new AnalogOpener(maker, wanted);
        return new Part(part.name(), part.attachment(), opener.quantities(), opener);
    }

    @Override
    public Sensor open(Wiring wiring) throws IOException, InterruptedException {
        return maker.open(wiring, inputs);
    }

    /** Makes a driver for these inputs. */
    @FunctionalInterface
    public interface Maker {

        /** As {@link Part.Opener#open} does. */
        Sensor open(Wiring wiring, List<AnalogInput> inputs)
                throws IOException, InterruptedException;
    }
}
