package meetpost.broker.payload;

/**
 * A payload that is in a file.
 *
 * @param number of the file, 1 or more
 * @param length in bytes
 * @param checksum CRC-32C of it
 */
public record StoredPayload(long number, int length, int checksum) {

    public StoredPayload {
        if (number < 1 || length < 0) {
            throw new IllegalArgumentException(
                    "payload file %s of %s bytes, expected a number from 1 and a length from 0"
                            .formatted(number, length));
        }
    }
}
