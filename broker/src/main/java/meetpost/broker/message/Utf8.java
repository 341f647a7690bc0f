package meetpost.broker.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Strict UTF-8, MQTT 5 section 1.5.4. Used by one thread. */
public final class Utf8 {

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);

    /**
     * Refuses what the standard forbids (ill-formed sequences, surrogates, U+0000) and, as it
     * allows, control characters and non-characters too.
     */
    public String decode(byte[] bytes, int length) throws ProtocolException {
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0x20 || bytes[i] == 0x7F) {
                return decodeCarefully(bytes, length);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private String decodeCarefully(byte[] bytes, int length) throws ProtocolException {
        String text;
        try {
            text = decoder.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException e) {
            throw ProtocolException.malformed("a string is not UTF-8");
        }
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (Character.isISOControl(c)
                    || (c & 0xFFFE) == 0xFFFE
                    || (c >= 0xFDD0 && c <= 0xFDEF)) {
                throw ProtocolException.malformed(
                        String.format(Locale.ROOT, "a string contains U+%04X", c));
            }
            i += Character.charCount(c);
        }
        return text;
    }
}
