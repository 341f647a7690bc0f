package meetpost.drivers.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import meetpost.drivers.bus.Edge;

/** Pi4J's event with what the kernel says of the edge. */
public final class EdgeEvent extends DigitalStateChangeEvent<DigitalInput> {

    private final Edge edge;

    /** Of a line that is an input. */
    public EdgeEvent(DigitalInput input, Edge edge) {
        super(input, DigitalState.getState(edge.high()));
        this.edge = edge;
    }

    Edge edge() {
        return edge;
    }
}
