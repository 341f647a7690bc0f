package meetpost.simulator.bus;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import meetpost.agent.time.Ticks;
import meetpost.drivers.pi4j.OneWireTree;
import meetpost.simulator.chip.Ds18b20Chip;

/**
 * A 1-wire bus with thermometers on it, as the kernel's driver w1_therm shows it. Safe for use by
 * several threads, which may convert at the same time.
 */
public final class SimulatedOneWire implements OneWireTree {

    /** How long a device that no longer answers stays listed: w1.c, 10 searches, 10 s apart. */
    private static final Duration LISTED_FOR = Duration.ofSeconds(100);

    /** w1_therm.c reads a scratchpad so often before it gives up. */
    private static final int ATTEMPTS = 3;

    private static final Pattern ROM = Pattern.compile("28-[0-9a-f]{12}");
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private final Ticks ticks;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private Consumer<String> trace = line -> {};

    /** In real time. */
    public SimulatedOneWire() {
        this(Ticks.REAL);
    }

    /** In the time of {@code ticks}. */
    public SimulatedOneWire(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /**
     * Puts a thermometer on the bus.
     *
     * @param rom as the kernel writes it: {@code 28-0316a2791cff}
     */
    public synchronized SimulatedOneWire attach(String rom, Ds18b20Chip chip) {
        if (!ROM.matcher(rom).matches()) {
            throw new IllegalArgumentException(
                    "\"" + rom + "\" is no DS18B20's ROM, expected 28- and twelve hex digits");
        }
        if (places.containsKey(rom)) {
            throw new IllegalArgumentException(rom + " is taken");
        }
        places.put(rom, new Place(chip));
        chip.powerOn();
        return this;
    }

    /** Pulls the wire off. The kernel lists the device a while longer. */
    public synchronized void pullOff(String rom) {
        Place place = place(rom);
        if (place.offSince.isEmpty()) {
            place.offSince = Optional.of(ticks.now());
        }
    }

    /** Puts the wire back: the chip wakes up as after power-on. */
    public synchronized void putBack(String rom) {
        Place place = place(rom);
        if (place.offSince.isPresent()) {
            place.offSince = Optional.empty();
            place.chip.powerOn();
        }
    }

    /** The chip takes so much longer to convert; zero: it no longer does. */
    public synchronized void slow(String rom, Duration longer) {
        place(rom).longer = requireNonNull(longer, "longer");
    }

    /**
     * From now on {@code lines} is given every reading of a scratchpad: {@code 28-0316a2791cff r 50
     * 05 4B 46 7F FF 0C 10 1C}, or {@code … nak}.
     */
    public synchronized void trace(Consumer<String> lines) {
        this.trace = requireNonNull(lines, "lines");
    }

    /** The ROMs of all, pulled off or not. */
    public synchronized List<String> roms() {
        return List.copyOf(places.keySet());
    }

    /** The chip with this ROM, pulled off or not. */
    public synchronized Optional<Ds18b20Chip> chip(String rom) {
        return Optional.ofNullable(places.get(rom)).map(place -> place.chip);
    }

    /** Whether the chip with this ROM is pulled off. */
    public synchronized boolean off(String rom) {
        return place(rom).offSince.isPresent();
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public synchronized List<String> slaves() {
        List<String> listed = new ArrayList<>();
        places.forEach(
                (rom, place) -> {
                    if (listed(place)) {
                        listed.add(rom);
                    }
                });
        return listed;
    }

    /** Blocks for the conversion, and lets others use the bus meanwhile. */
    @Override
    public Optional<String> w1Slave(String rom) throws InterruptedException {
        Place place;
        Duration conversion;
        synchronized (this) {
            place = places.get(rom);
            if (place == null || !listed(place)) {
                return Optional.empty();
            }
            if (place.offSince.isPresent()) {
                trace.accept(rom + " nak");
                return Optional.of("");
            }
            place.chip.convert(ticks.now());
            conversion = place.chip.conversionTime().plus(place.longer);
        }
        ticks.until(ticks.now() + conversion.toNanos());
        return Optional.of(read(rom, place));
    }

    private synchronized String read(String rom, Place place) {
        for (int attempt = 0; attempt < ATTEMPTS && place.offSince.isEmpty(); attempt++) {
            byte[] scratchpad = place.chip.readScratchpad();
            trace.accept(rom + " r " + SPACED.withUpperCase().formatHex(scratchpad));
            if (Ds18b20Chip.crc(scratchpad, 8) == (scratchpad[8] & 0xFF)) {
                return text(scratchpad);
            }
        }
        trace.accept(rom + " nak");
        return "";
    }

    private static String text(byte[] scratchpad) {
        String bytes = SPACED.formatHex(scratchpad);
        int raw = (short) (scratchpad[1] << 8 | (scratchpad[0] & 0xFF));
        return String.format(
                Locale.ROOT,
                "%s : crc=%02x YES%n%s t=%d%n",
                bytes,
                scratchpad[8],
                bytes,
                raw * 1000 / 16);
    }

    private boolean listed(Place place) {
        return place.offSince.map(since -> ticks.now() - since < LISTED_FOR.toNanos()).orElse(true);
    }

    private Place place(String rom) {
        Place place = places.get(rom);
        if (place == null) {
            throw new IllegalArgumentException("there is no " + rom + " on the simulated bus");
        }
        return place;
    }

    /** One thermometer and its wire. */
    private static final class Place {

        private final Ds18b20Chip chip;
        private Optional<Long> offSince = Optional.empty();
        private Duration longer = Duration.ZERO;

        private Place(Ds18b20Chip chip) {
            this.chip = requireNonNull(chip, "chip");
        }
    }
}
