package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.stream.Stream;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.p1.P1Channel;
import meetpost.drivers.sensor.Catalog;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Part.Attachment;
import meetpost.drivers.sensor.Quantity;

/** What settings can name as a part, and no driver of a chip reads. */
final class OtherParts {

    /** What somebody else publishes. */
    static final Part MQTT =
            new Part(
                    "meetpost,mqtt",
                    new Attachment.Topic(),
                    Quantity.standard(),
                    wiring -> {
                        throw new BusException(
                                BusException.Kind.NO_ANSWER,
                                "what somebody else publishes comes by itself and cannot be asked"
                                        + " for; `meetpost watch` shows what came");
                    });

    /** What a program prints. {@link SensorWires} says which, and makes what runs it. */
    static final Part COMMAND =
            new Part(
                    "meetpost,command",
                    new Attachment.Program(),
                    Quantity.standard(),
                    wiring -> {
                        throw new IllegalStateException("no program is known");
                    });

    /** What comes on a line. {@link CounterKeys} says what it stands for. */
    static final Part COUNTER =
            new Part(
                    "gpio,counter",
                    new Attachment.Pulses(),
                    Quantity.standard(),
                    wiring -> {
                        throw new BusException(
                                BusException.Kind.NO_ANSWER,
                                "pulses are counted by a meetpost that runs, and none does");
                    });

    /** A smart meter. {@link P1Keys} says what of it. */
    static final Part P1 =
            new Part(
                    "meetpost,p1",
                    new Attachment.SerialPort(),
                    P1Channel.usual().stream().map(P1Channel::quantity).toList(),
                    wiring -> {
                        throw new BusException(
                                BusException.Kind.NO_ANSWER,
                                "a meter speaks by itself, and to a meetpost that runs; none does");
                    });

    private OtherParts() {}

    /** These, behind all that there are drivers for. */
    static List<Part> andAllOthers() {
        return Stream.concat(Catalog.parts().stream(), Stream.of(MQTT, COMMAND, COUNTER, P1))
                .toList();
    }
}
