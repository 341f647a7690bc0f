package meetpost.drivers.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.exception.Pi4JException;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CBus;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;
import com.pi4j.io.i2c.I2CProviderBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Pi4J providers that note what they are asked, answer what they are told, and fail on demand. */
final class ScriptedPlatform {

    final List<String> calls = new ArrayList<>();
    final Map<Integer, Output> outputs = new HashMap<>();
    final Map<Integer, Input> inputs = new HashMap<>();
    byte[] answer = new byte[0];
    Optional<IOException> failure = Optional.empty();
    int shutdowns;

    I2CProvider i2c() {
        return new I2CProviderBase("scripted-i2c", "scripted-i2c") {
            @Override
            public I2C create(I2CConfig config) {
                var device = new Device(this, config);
                context.registry().add(device);
                return device;
            }

            @Override
            public I2CProvider shutdown(Context context) throws ShutdownException {
                shutdowns++;
                return super.shutdown(context);
            }
        };
    }

    DigitalOutputProvider output() {
        return new DigitalOutputProviderBase("scripted-output", "scripted-output") {
            @Override
            public DigitalOutput create(DigitalOutputConfig config) {
                var output = new Output(this, config);
                context.registry().add(output);
                outputs.put(config.address(), output);
                return output;
            }
        };
    }

    DigitalInputProvider input() {
        return new DigitalInputProviderBase("scripted-input", "scripted-input") {
            @Override
            public DigitalInput create(DigitalInputConfig config) {
                var input = new Input(this, config);
                context.registry().add(input);
                inputs.put(config.address(), input);
                return input;
            }
        };
    }

    /** As linuxfs does: the kernel's error inside two of Pi4J's. */
    private void call(String call) {
        calls.add(call);
        if (failure.isPresent()) {
            throw new Pi4JException("outer", new Pi4JException("inner", failure.get()));
        }
    }

    private final class Device extends I2CBase<I2CBus> {

        private final String wire;

        Device(I2CProvider provider, I2CConfig config) {
            super(provider, config, new DirectBus());
            wire = "%d-%02X".formatted(config.bus(), config.device());
        }

        @Override
        public <V> V execute(Callable<V> action) {
            calls.add(wire + " execute");
            return super.execute(action);
        }

        @Override
        public int write(byte[] data, int offset, int length) {
            call(wire + " write " + HexFormat.of().withUpperCase().formatHex(data));
            return length;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            call(wire + " read " + length);
            return answered(buffer);
        }

        @Override
        public int readRegister(byte[] register, byte[] buffer, int offset, int length) {
            String prefix = HexFormat.of().withUpperCase().formatHex(register);
            call(wire + " readRegister " + prefix + " " + length + " at " + offset);
            return answered(buffer);
        }

        private int answered(byte[] buffer) {
            System.arraycopy(answer, 0, buffer, 0, answer.length);
            return answer.length;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(byte b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int readRegister(int register) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int readRegister(int register, byte[] buffer, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int writeRegister(int register, byte b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int writeRegister(int register, byte[] data, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int writeRegister(byte[] register, byte[] data, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int writeReadRegisterWord(int register, int word) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class DirectBus implements I2CBus {

        @Override
        public <R> R execute(I2C i2c, Callable<R> action) {
            try {
                return action.call();
            } catch (Exception e) {
                throw new Pi4JException(e);
            }
        }
    }

    final class Output extends DigitalOutputBase {

        final List<DigitalState> driven = new ArrayList<>();
        DigitalState level = DigitalState.UNKNOWN;

        Output(DigitalOutputProvider provider, DigitalOutputConfig config) {
            super(provider, config);
        }

        @Override
        public DigitalOutput initialize(Context context) throws InitializeException {
            if (failure.isPresent()) {
                throw new InitializeException("outer", failure.get());
            }
            return super.initialize(context);
        }

        @Override
        public DigitalOutput state(DigitalState state) {
            driven.add(state);
            level = state;
            return this;
        }

        @Override
        public DigitalState state() {
            return level;
        }
    }

    static final class Input extends DigitalInputBase {

        private DigitalState level = DigitalState.LOW;

        Input(DigitalInputProvider provider, DigitalInputConfig config) {
            super(provider, config);
        }

        void change(DigitalState state) {
            level = state;
            dispatch(new DigitalStateChangeEvent<>(this, state));
        }

        @Override
        public DigitalState state() {
            return level;
        }
    }
}
