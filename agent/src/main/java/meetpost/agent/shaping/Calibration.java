package meetpost.agent.shaping;

import java.util.List;
import meetpost.agent.settings.ShapingSettings.Point;

/**
 * From measured to true: nothing, an offset, or straight lines through points. Beyond the outermost
 * points the outermost lines go on.
 *
 * @param points by rising measured value
 */
record Calibration(List<Point> points) {

    double of(double measured) {
        if (points.isEmpty()) {
            return measured;
        }
        if (points.size() == 1) {
            return measured + (points.get(0).actual() - points.get(0).measured());
        }
        int right = 1;
        while (right < points.size() - 1 && measured > points.get(right).measured()) {
            right++;
        }
        Point low = points.get(right - 1);
        Point high = points.get(right);
        double slope = (high.actual() - low.actual()) / (high.measured() - low.measured());
        return low.actual() + (measured - low.measured()) * slope;
    }
}
