package meetpost.broker.pem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** As much of DER (X.690) as it takes to put a key into PKCS #8. */
final class Der {

    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int SEQUENCE = 0x30;

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};
    private static final byte[] NULL = {0x05, 0};

    /** rsaEncryption, 1.2.840.113549.1.1.1 (RFC 8017, appendix C). */
    private static final byte[] RSA = {
        0x06, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1
    };

    /** id-ecPublicKey, 1.2.840.10045.2.1 (RFC 5480, section 2.1.1). */
    private static final byte[] EC = {0x06, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    /** The parameters of an ECPrivateKey (RFC 5915, section 3). */
    private static final int PARAMETERS = 0xA0;

    private Der() {}

    /**
     * A PrivateKeyInfo (RFC 5208, section 5) around an RSAPrivateKey (RFC 8017, appendix A.1.2).
     */
    static byte[] ofRsa(byte[] key) {
        return element(SEQUENCE, VERSION_0, element(SEQUENCE, RSA, NULL), element(OCTETS, key));
    }

    /**
     * A PrivateKeyInfo around an ECPrivateKey (RFC 5915).
     *
     * @param curve its parameters, whole
     */
    static byte[] ofEc(byte[] key, byte[] curve) {
        return element(SEQUENCE, VERSION_0, element(SEQUENCE, EC, curve), element(OCTETS, key));
    }

    /**
     * The curve that an ECPrivateKey names; empty: none.
     *
     * @throws IOException if it is no such key
     */
    static Optional<byte[]> curve(byte[] key) throws IOException {
        ByteBuffer rest = content(ByteBuffer.wrap(key), SEQUENCE);
        content(rest, INTEGER);
        content(rest, OCTETS);
        if (!rest.hasRemaining() || Byte.toUnsignedInt(rest.get(rest.position())) != PARAMETERS) {
            return Optional.empty();
        }
        ByteBuffer parameters = content(rest, PARAMETERS);
        byte[] curve = new byte[parameters.remaining()];
        parameters.get(curve);
        return Optional.of(curve);
    }

    /** The first number in a sequence, which is the version of a key or of a store; empty: none. */
    static Optional<Integer> version(byte[] der) {
        try {
            ByteBuffer number = content(content(ByteBuffer.wrap(der), SEQUENCE), INTEGER);
            return number.remaining() == 1 ? Optional.of((int) number.get()) : Optional.empty();
        } catch (IOException e) {
            // Not DER at all, or of another kind.
            return Optional.empty();
        }
    }

    /** Takes one element and gives what is in it. */
    private static ByteBuffer content(ByteBuffer in, int tag) throws IOException {
        if (in.remaining() < 2 || Byte.toUnsignedInt(in.get()) != tag) {
            throw new IOException("not the DER that it says");
        }
        int length = Byte.toUnsignedInt(in.get());
        if (length >= 0x80) {
            int bytes = length & 0x7F;
            if (bytes > 3 || bytes > in.remaining()) {
                throw new IOException("a length that cannot be");
            }
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | Byte.toUnsignedInt(in.get());
            }
        }
        if (length > in.remaining()) {
            throw new IOException("cut short");
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return content;
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> (i * Byte.SIZE));
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
