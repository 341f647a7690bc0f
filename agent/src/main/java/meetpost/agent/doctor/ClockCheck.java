package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import meetpost.agent.time.FirstRelease;

/** Whether the calendar can be right: a Pi before the 5 has no clock of its own. */
record ClockCheck(Filesystem files, Clock clock) implements Check {

    ClockCheck {
        requireNonNull(files, "files");
        requireNonNull(clock, "clock");
    }

    @Override
    public List<Finding> findings() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (FirstRelease.isAfter(now)) {
            return List.of(
                    Finding.fail(
                            "clock",
                            "this board's clock says "
                                    + now
                                    + ": certificates are not valid yet then",
                            "sudo timedatectl set-ntp true",
                            "timedatectl timesync-status    # does it reach a time server?"));
        }
        if (files.exists("run/systemd/timesync")
                && !files.exists("run/systemd/timesync/synchronized")) {
            return List.of(
                    Finding.none(
                            "clock",
                            now + ", by no time server since the start",
                            "timedatectl timesync-status"));
        }
        return List.of(Finding.ok("clock", now.toString()));
    }
}
