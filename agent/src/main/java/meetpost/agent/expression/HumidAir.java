package meetpost.agent.expression;

/**
 * Water vapour in air, over water also below 0 °C, as hygrometers are calibrated. By the Magnus
 * formula with the figures of WMO No. 8, annex 4.B, good from -45 to 60 °C.
 */
final class HumidAir {

    static final double COLDEST = -45;
    static final double WARMEST = 60;

    private static final double HECTOPASCAL_AT_ZERO = 6.112;
    private static final double SLOPE = 17.62;
    private static final double OFFSET = 243.12;
    private static final double ZERO_CELSIUS = 273.15;

    /** Of one hPa of vapour at 1 K, in g/m³: 100 Pa by its gas constant of 461.5 J/(kg K). */
    private static final double GRAMS = 100_000 / 461.5;

    private HumidAir() {}

    /** In °C; not a number outside of what the formula is good for. */
    static double dewPoint(double celsius, double percent) {
        if (!isKnown(celsius, percent) || percent == 0) {
            return Double.NaN;
        }
        double logarithm = Math.log(percent / 100) + SLOPE * celsius / (OFFSET + celsius);
        return OFFSET * logarithm / (SLOPE - logarithm);
    }

    /** In g/m³; not a number outside of what the formula is good for. */
    static double absoluteHumidity(double celsius, double percent) {
        if (!isKnown(celsius, percent)) {
            return Double.NaN;
        }
        double saturated = HECTOPASCAL_AT_ZERO * Math.exp(SLOPE * celsius / (OFFSET + celsius));
        return GRAMS * percent / 100 * saturated / (ZERO_CELSIUS + celsius);
    }

    private static boolean isKnown(double celsius, double percent) {
        return celsius >= COLDEST && celsius <= WARMEST && percent >= 0 && percent <= 100;
    }
}
