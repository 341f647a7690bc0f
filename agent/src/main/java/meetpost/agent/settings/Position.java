package meetpost.agent.settings;

/**
 * Where the board is.
 *
 * @param latitude in degrees, north of the equator: -90 to 90
 * @param longitude in degrees, east of Greenwich: -180 to 180
 */
public record Position(double latitude, double longitude) {

    public Position {
        if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException(latitude + ", " + longitude);
        }
    }
}
