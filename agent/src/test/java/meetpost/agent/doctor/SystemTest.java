package meetpost.agent.doctor;

import static meetpost.agent.doctor.MadeUpMachine.assertSays;

import java.lang.Runtime.Version;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.announce.Place;
import meetpost.agent.instance.Instance;
import meetpost.agent.instance.RunningProcess;
import meetpost.agent.watch.Watched;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Board, Java, clock, disk, card, supply and service: each broken in its way. */
class SystemTest {

    @TempDir Path root;

    private MadeUpMachine pi;

    @BeforeEach
    void aPi() throws Exception {
        pi = MadeUpMachine.pi4(root);
    }

    @Test
    void aBoardThatWeKnow() {
        assertSays("ok    board       Raspberry Pi 4 Model B Rev 1.4\n", board(true));
    }

    @Test
    void noRaspberryPi() throws Exception {
        pi.file("proc/cpuinfo", "model name\t: Some processor\n");

        assertSays(
                """
                fail  board       this is no Raspberry Pi
                                  meetpost simulate    # runs without one
                """,
                board(false));
    }

    @Test
    void aBoardWithAnOldProcessor() throws Exception {
        pi.file(
                "proc/cpuinfo",
                "model name\t: ARMv6-compatible processor rev 7 (v6l)\nModel\t\t: Raspberry Pi Zero W Rev 1.1\n");

        assertSays(
                "fail  board       Raspberry Pi Zero W Rev 1.1 has an ARMv6 processor, for which Debian"
                        + " has no fit Java: a Zero 2 W, 3, 4 or 5 is needed\n",
                board(true));
    }

    @Test
    void aBoardThatPi4jDoesNotKnow() {
        assertSays(
                """
                fail  board       Raspberry Pi 4 Model B Rev 1.4 is not known to Pi4J, by its revision c03114: GPIO and I2C will not work
                                  cat /proc/cpuinfo    # for a bug report
                """,
                board(false));
    }

    @Test
    void aJavaThatDoesNotFitTheProcessor() throws Exception {
        pi.file("proc/cpuinfo", "CPU part\t: 0xd03\n");

        assertSays(
                """
                fail  java        Java 21.0.7 is not fit for the Cortex-A53 of this board, 21.0.8 is
                                  sudo apt update && sudo apt install --only-upgrade openjdk-21-jre-headless
                """,
                java("21.0.7+6"));
        assertSays("ok    java        Java 21.0.8\n", java("21.0.8+9"));
        assertSays("ok    java        Java 17.0.15\n", java("17.0.15+6"));
    }

    @Test
    void aClockThatWasNeverSet() {
        Clock clock = Clock.fixed(Instant.parse("1970-01-01T00:01:12.5Z"), ZoneOffset.UTC);

        assertSays(
                """
                fail  clock       this board's clock says 1970-01-01T00:01:12Z: certificates are not valid yet then
                                  sudo timedatectl set-ntp true
                                  timedatectl timesync-status    # does it reach a time server?
                """,
                new ClockCheck(pi.files(), clock));
    }

    @Test
    void aFullDisk() {
        assertSays(
                """
                fail  disk        12 MB free at %s, expected 100
                                  sudo apt clean
                                  sudo journalctl --vacuum-size=50M
                """
                        .formatted(root),
                disk(12 << 20));
    }

    @Test
    void aDiskThatTheKernelMadeReadOnly() {
        assertSays(
                """
                fail  disk        %s cannot be written to: full, or mounted read-only
                                  df -h %s
                                  dmesg | grep -i mmc    # a card that is worn out is mounted read-only
                """
                        .formatted(root, root),
                disk(0));
    }

    @Test
    void aCardThatIsWornOut() throws Exception {
        pi.file("sys/block/mmcblk0/device/life_time", "0x01 0x0a\n")
                .file("sys/block/mmcblk0/stat", "  100 0 200 5   300 0 40000 7 0 5 12\n")
                .file("proc/4711/io", "rchar: 1\nwrite_bytes: 1500000\n");

        assertSays(
                """
                fail  wear        life_time 0x01 0x0a: 100 % of the card's life used, at most
                                  copy the card to a new one (Raspberry Pi OS: SD Card Copier)
                ok    wear        the agent has written 1.5 MB since it began, all programs 20.5 MB to the card since the board began
                """,
                new WearCheck(pi.files(), Optional.of(4711L)));
    }

    @Test
    void aSupplyThatIsTooWeak() throws Exception {
        pi.file("sys/class/hwmon/hwmon1/name", "rpi_volt\n")
                .file("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");

        assertSays(
                """
                fail  power       the supply is too weak: under-voltage, of which cards and sensors suffer
                                  vcgencmd get_throttled    # 0x0 with a better supply and cable
                """,
                new PowerCheck(pi.files()));
    }

    @Test
    void aServiceWhoseSettingsAreWrong() throws Exception {
        assertSays(
                """
                fail  service     meetpost.service does not start: its settings are wrong, or want a port that is taken
                                  meetpost check /etc/meetpost/meetpost.yaml
                                  journalctl -u meetpost -n 50 --no-pager
                                  sudo systemctl restart meetpost
                """,
                unit(
                        "LoadState=loaded\nActiveState=failed\nResult=exit-code\nExecMainStatus=78\nNRestarts=0\n"));
    }

    @Test
    void aServiceThatCrashed() throws Exception {
        assertSays(
                """
                fail  service     meetpost.service is active, but was restarted 3 times since it was started by hand or with the board
                                  journalctl -u meetpost -n 50 --no-pager
                """,
                unit(
                        "LoadState=loaded\nActiveState=active\nResult=success\nExecMainStatus=0\nNRestarts=3\n"));
    }

    @Test
    void aServiceThatIsWell() throws Exception {
        assertSays(
                "ok    service     meetpost.service is active: connected; 12 readings\n",
                unit(
                        "LoadState=loaded\nActiveState=active\nNRestarts=0\nStatusText=connected; 12 readings\n"));
    }

    @Test
    void anAgentWithOtherSettingsHoldsTheBoard() {
        var other =
                new Instance(
                        new RunningProcess(4711, 0),
                        "run",
                        "kelder-pi",
                        "/etc/meetpost/meetpost.yaml",
                        false,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        new Watched("", List.of()),
                        Place.usual("kelder-pi"));

        assertSays(
                """
                fail  instance    process 4711 with /etc/meetpost/meetpost.yaml holds the board, so /home/pi/my.yaml cannot run beside it
                                  sudo systemctl stop meetpost    # or: kill 4711
                """,
                new InstanceCheck(Optional.of(other), Optional.of("/home/pi/my.yaml")));
    }

    private Check board(boolean known) {
        return new BoardCheck(pi.files(), (revision, model) -> known);
    }

    private Check java(String version) {
        return new JavaCheck(pi.files(), Version.parse(version));
    }

    private Check disk(long free) {
        return new DiskCheck(root.resolve("not/there/yet"), directory -> free);
    }

    private Check unit(String shown) throws Exception {
        pi.file("run/systemd/system/.keep", "");
        return new UnitCheck(
                pi.files(),
                command -> command[0].equals("systemctl") ? Optional.of(shown) : Optional.empty());
    }
}
