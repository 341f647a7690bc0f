package meetpost.agent.output.spec;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.InputPin;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.OutputPin;

/** The lines themselves, which outlast each program that drives them. */
final class Wires {

    private final Map<Integer, Wire> wires = new TreeMap<>();
    private final Watcher watcher;

    /** Drives until the program that drives is killed in the middle of it; negative: it is not. */
    private int killIn = -1;

    enum By {
        PROGRAM,
        /** There is none. */
        WITHOUT_PROGRAM,
        SOMEBODY_ELSE
    }

    /** Is told of each change of a level, as it happens. */
    interface Watcher {

        void moved(int gpio, boolean high, By by);

        /** The program drives it, whatever comes of it. */
        void driven(int gpio, boolean high);
    }

    Wires(Watcher watcher) {
        this.watcher = watcher;
    }

    /** For the next program; the one before can do nothing any more. */
    Held take() {
        return new Held();
    }

    /** Somebody else holds the line at this level, or lets go of it. */
    void force(int gpio, Optional<Boolean> level) {
        Wire wire = wire(gpio);
        boolean before = wire.high();
        wire.forced = level;
        wire.told(before, By.SOMEBODY_ELSE);
    }

    /** Somebody else drives the line once. */
    void push(int gpio, boolean high) {
        set(gpio, high, By.SOMEBODY_ELSE);
    }

    /** While no program is there. */
    void set(int gpio, boolean high) {
        set(gpio, high, By.WITHOUT_PROGRAM);
    }

    private void set(int gpio, boolean high, By by) {
        Wire wire = wire(gpio);
        boolean before = wire.high();
        wire.driven = high;
        wire.told(before, by);
    }

    /** The program is killed right after it has driven so many lines more. */
    void killIn(int drives) {
        killIn = drives;
    }

    private Wire wire(int gpio) {
        return wires.computeIfAbsent(gpio, Wire::new);
    }

    private final class Wire {

        private final int gpio;
        private boolean driven;
        private Optional<Boolean> forced = Optional.empty();

        Wire(int gpio) {
            this.gpio = gpio;
        }

        boolean high() {
            return forced.orElse(driven);
        }

        void drive(boolean level) {
            boolean before = high();
            driven = level;
            told(before, By.PROGRAM);
            watcher.driven(gpio, level);
        }

        void told(boolean before, By by) {
            if (before != high()) {
                watcher.moved(gpio, high(), by);
            }
        }
    }

    /** The lines as one program holds them. */
    final class Held implements Board {

        private boolean dead;

        /** From now on this program does nothing. */
        void kill() {
            dead = true;
        }

        @Override
        public OutputPin output(OutputLine line) throws IOException {
            Wire wire = wire(line.gpio());
            drive(wire, line.startHigh());
            return new OutputPin() {

                @Override
                public void drive(boolean high) throws IOException {
                    Held.this.drive(wire, high);
                }

                @Override
                public boolean high() {
                    die();
                    return wire.high();
                }
            };
        }

        private void drive(Wire wire, boolean high) throws IOException {
            die();
            wire.drive(high);
            if (killIn >= 0 && killIn-- == 0) {
                dead = true;
                throw new Crash();
            }
        }

        private void die() {
            if (dead) {
                throw new Crash();
            }
        }

        @Override
        public String model() {
            return "lines that outlast the program";
        }

        @Override
        public I2cBus i2c(int bus) {
            throw new AssertionError("no I2C here");
        }

        @Override
        public List<Integer> i2cBuses() {
            return List.of();
        }

        @Override
        public Optional<String> i2cDriver(int bus, int address) {
            return Optional.empty();
        }

        @Override
        public OneWireBus oneWire() {
            throw new AssertionError("no 1-wire here");
        }

        @Override
        public Kernel kernel() {
            throw new AssertionError("no kernel here");
        }

        @Override
        public InputPin input(InputLine line) {
            throw new AssertionError("no inputs here");
        }

        @Override
        public void close() {}
    }
}
