package meetpost.drivers.sensor;

import java.util.Optional;

/**
 * Tells a temperature that a DS18B20 or a copy of it has converted from what its register holds at
 * power-up, which reads the same. For one part, from when it (re)appeared; for one thread.
 *
 * <p>At power-up a genuine part holds 85 °C with byte 6 at 0x0C, and each conversion leaves 0x10
 * minus the low four bits of byte 0 there. Copies differ (C. Petrich, counterfeit_DS18B20, families
 * A to H, 2024): B, C and F leave 0x0C there for ever, E has 0x10 there from power-up on, and D
 * holds 25 °C, with byte 5 not at 0xFF. So neither value is believed alone: it takes a reading that
 * was near, or three in a row where byte 6 could have told.
 */
final class Ds18b20PowerUp {

    private static final int EIGHTY_FIVE = 0x0550;
    private static final int TWENTY_FIVE = 0x0190;

    /** Byte 6 at power-up of all families but D and E. */
    private static final int RESERVED = 0x0C;

    /** Byte 5 of all families but D. */
    private static final int BYTE_FIVE = 0xFF;

    /** A reading this near, in °C, makes the next one credible: no error is larger than this. */
    private static final double NEAR = 10;

    private static final int AGREEING = 3;

    private Optional<Double> believed = Optional.empty();
    private boolean convertsByteSix;
    private int row;

    /**
     * Why the reading is not believed, in words that follow the part's name; empty: it is, and is
     * kept in mind.
     *
     * @param register bytes 0 and 1
     * @param celsius what they say
     * @param scratchpad nine bytes with a right checksum
     */
    Optional<String> doubt(int register, double celsius, byte[] scratchpad) {
        int reserved = scratchpad[6] & 0xFF;
        Optional<String> doubt =
                switch (register) {
                    case EIGHTY_FIVE -> doubtOfEightyFive(celsius, reserved);
                    case TWENTY_FIVE ->
                            (scratchpad[5] & 0xFF) != BYTE_FIVE
                                    ? doubtOfOne(celsius, "25 °C, a copy of family D")
                                    : Optional.empty();
                    default -> Optional.empty();
                };
        if (doubt.isEmpty()) {
            believe(register, celsius, reserved);
        }
        return doubt;
    }

    private Optional<String> doubtOfEightyFive(double celsius, int reserved) {
        if (reserved != RESERVED) {
            return doubtOfOne(celsius, "85 °C");
        }
        return convertsByteSix || !isNear(celsius)
                ? Optional.of("lost power before it could convert (85 °C, byte 6 is 0x0C)")
                : Optional.empty();
    }

    private Optional<String> doubtOfOne(double celsius, String what) {
        row++;
        return isNear(celsius) || row >= AGREEING
                ? Optional.empty()
                : Optional.of(
                        "may not have converted since it got power (%s): believed when another reading is near, or when three agree"
                                .formatted(what));
    }

    private boolean isNear(double celsius) {
        return believed.filter(before -> Math.abs(before - celsius) <= NEAR).isPresent();
    }

    private void believe(int register, double celsius, int reserved) {
        believed = Optional.of(celsius);
        row = 0;
        boolean saysNothing = reserved == RESERVED && 0x10 - (register & 0x0F) == RESERVED;
        if (register != EIGHTY_FIVE && !saysNothing) {
            convertsByteSix = reserved != RESERVED;
        }
    }
}
