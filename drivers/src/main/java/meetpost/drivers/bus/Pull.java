package meetpost.drivers.bus;

/** The resistor inside the chip that holds an input while nothing else does. */
public enum Pull {
    NONE,
    UP,
    DOWN
}
