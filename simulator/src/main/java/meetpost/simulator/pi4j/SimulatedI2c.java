package meetpost.simulator.pi4j;

import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;
import java.util.Arrays;
import java.util.Objects;

/** One address on a simulated bus. */
final class SimulatedI2c extends I2CBase<SimulatedI2cBus> {

    private static final byte[] NOTHING = {};

    SimulatedI2c(I2CProvider provider, I2CConfig config, SimulatedI2cBus bus) {
        super(provider, config, bus);
    }

    @Override
    public int write(byte b) {
        i2CBus.transfer(this, new byte[] {b}, 0);
        return 1;
    }

    @Override
    public int write(byte[] data, int offset, int length) {
        i2CBus.transfer(this, part(data, offset, length), 0);
        return length;
    }

    @Override
    public int read() {
        return i2CBus.transfer(this, NOTHING, 1)[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return into(buffer, offset, length, NOTHING);
    }

    @Override
    public int writeRegister(int register, byte b) {
        return write(joined(new byte[] {(byte) register}, new byte[] {b}));
    }

    @Override
    public int writeRegister(int register, byte[] data, int offset, int length) {
        return write(joined(new byte[] {(byte) register}, part(data, offset, length)));
    }

    @Override
    public int writeRegister(byte[] register, byte[] data, int offset, int length) {
        return write(joined(register, part(data, offset, length))) - register.length;
    }

    @Override
    public int readRegister(int register) {
        return i2CBus.transfer(this, new byte[] {(byte) register}, 1)[0] & 0xFF;
    }

    @Override
    public int readRegister(int register, byte[] buffer, int offset, int length) {
        return into(buffer, offset, length, new byte[] {(byte) register});
    }

    @Override
    public int readRegister(byte[] register, byte[] buffer, int offset, int length) {
        return into(buffer, offset, length, register);
    }

    private int into(byte[] buffer, int offset, int length, byte[] out) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        System.arraycopy(i2CBus.transfer(this, out, length), 0, buffer, offset, length);
        return length;
    }

    private static byte[] part(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        return Arrays.copyOfRange(data, offset, offset + length);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
