package meetpost.agent.doctor;

import static meetpost.agent.doctor.MadeUpMachine.assertSays;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cable of a smart meter, and what doctor says to type. */
class SerialCheckTest {

    private static final String CABLE = "usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0";
    private static final String UNIT = "usr/lib/systemd/system/meetpost.service";
    private static final String DROP_IN = "etc/systemd/system/meetpost.service.d/serial.conf";

    @TempDir Path root;

    private MadeUpMachine pi;

    @BeforeEach
    void aPi() throws Exception {
        pi = MadeUpMachine.pi4(root);
    }

    @Test
    void isThere() throws Exception {
        pi.file("dev/ttyAMA0", "");

        assertSays("ok    serial      /dev/ttyAMA0\n", check("/dev/ttyAMA0"));
    }

    @Test
    void isNotThere() {
        assertSays(
                """
                fail  serial      there is no /dev/ttyUSB0
                                  is the cable plugged in? ls /dev/serial/by-id
                """,
                check("/dev/ttyUSB0"));
    }

    @Test
    void isAnother() throws Exception {
        cable("ttyUSB1");

        assertSays(
                """
                fail  serial      there is no /dev/ttyUSB0
                                  there is: port: /dev/serial/by-id/%s
                """
                        .formatted(CABLE),
                check("/dev/ttyUSB0"));
    }

    @Test
    void hasANameThatLasts() throws Exception {
        cable("ttyUSB0");

        assertSays(
                "ok    serial      /dev/ttyUSB0; port: /dev/serial/by-id/%s stays the same whatever else is plugged in\n"
                        .formatted(CABLE),
                check("/dev/ttyUSB0"));
        assertSays(
                "ok    serial      /dev/serial/by-id/%s\n".formatted(CABLE),
                check("/dev/serial/by-id/" + CABLE));
    }

    @Test
    void isClosedToTheService() throws Exception {
        cable("ttyUSB0");
        pi.file(UNIT, "[Service]\n");

        assertSays(
                """
                ok    serial      /dev/serial/by-id/%s
                fail  serial      the service may not open /dev/serial/by-id/%s
                                  sudo mkdir -p /etc/systemd/system/meetpost.service.d
                                  printf '[Service]\\nSupplementaryGroups=dialout\\nDeviceAllow=char-ttyUSB rw\\n' | sudo tee /etc/systemd/system/meetpost.service.d/serial.conf
                                  sudo systemctl daemon-reload
                                  sudo systemctl restart meetpost
                """
                        .formatted(CABLE, CABLE),
                check("/dev/serial/by-id/" + CABLE));
    }

    @Test
    void isOpenToTheService() throws Exception {
        pi.file("dev/ttyUSB0", "").file(UNIT, "[Service]\n");
        pi.file(DROP_IN, "[Service]\nSupplementaryGroups=dialout\nDeviceAllow=char-ttyUSB rw\n");

        assertSays("ok    serial      /dev/ttyUSB0\n", check("/dev/ttyUSB0"));
    }

    private void cable(String node) throws Exception {
        pi.file("dev/" + node, "").file("dev/serial/by-id/.keep", "");
        Files.delete(root.resolve("dev/serial/by-id/.keep"));
        Files.createSymbolicLink(
                root.resolve("dev/serial/by-id/" + CABLE), Path.of("../../" + node));
    }

    private Check check(String port) {
        return new SerialCheck(pi.files(), List.of(port));
    }
}
