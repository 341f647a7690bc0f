package meetpost.drivers.sensor;

import java.util.List;
import java.util.Optional;

/** Every part that there is a driver for: one line each. */
public final class Catalog {

    private static final List<Part> PARTS = List.of();

    private Catalog() {}

    /** All of them, by name. */
    public static List<Part> parts() {
        return PARTS;
    }

    /** The part of that name. */
    public static Optional<Part> part(String name) {
        return PARTS.stream().filter(part -> part.name().equals(name)).findFirst();
    }
}
