package meetpost.agent.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes whole numbers in as few bytes as they need, and reads them. */
final class Bytes {

    private static final int MOST_VARINT = 10;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes octet(int value) {
        out.write(value);
        return this;
    }

    Bytes fixed(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return this;
    }

    Bytes fixed(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    /** Seven bits in each byte, the lowest first; not below 0. */
    Bytes whole(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** The same, with the sign in the lowest bit. */
    Bytes signed(long value) {
        return whole((value << 1) ^ (value >> 63));
    }

    Bytes text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeBytes(new Bytes().whole(bytes.length).array());
        out.writeBytes(bytes);
        return this;
    }

    Bytes all(Bytes other) {
        out.writeBytes(other.array());
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] array() {
        return out.toByteArray();
    }

    /**
     * @throws java.nio.BufferUnderflowException where the number does not end
     */
    static long whole(ByteBuffer from) {
        long value = 0;
        for (int i = 0; i < MOST_VARINT; i++) {
            byte each = from.get();
            value |= (each & 0x7FL) << (7 * i);
            if (each >= 0) {
                break;
            }
        }
        return value;
    }

    static long signed(ByteBuffer from) {
        long value = whole(from);
        return (value >>> 1) ^ -(value & 1);
    }

    static String text(ByteBuffer from) {
        long length = whole(from);
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        from.get(bytes);
        return new String(bytes, UTF_8);
    }

    @Override
    public String toString() {
        return Arrays.toString(array());
    }
}
