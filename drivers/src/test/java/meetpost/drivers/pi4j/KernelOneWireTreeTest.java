package meetpost.drivers.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On trees as Linux 6.1 has them below /sys/bus/w1/devices. */
class KernelOneWireTreeTest {

    private static final String TEXT =
            """
            91 01 4b 46 7f ff 0f 10 25 : crc=25 YES
            91 01 4b 46 7f ff 0f 10 25 t=25062
            """;

    @TempDir Path devices;

    @Test
    void listsTheDevicesWithoutTheMasters() throws Exception {
        Files.createDirectories(devices.resolve("w1_bus_master1"));
        Files.createDirectories(devices.resolve("28-0316a2791cff"));
        Files.createDirectories(devices.resolve("28-000048494c01"));
        Files.createDirectories(devices.resolve("10-000801b5a7a6"));
        var tree = new KernelOneWireTree(devices);

        assertTrue(tree.present());
        assertEquals(
                List.of("10-000801b5a7a6", "28-000048494c01", "28-0316a2791cff"), tree.slaves());
    }

    @Test
    void findsNoBusWhereTheKernelHasNone() throws Exception {
        var tree = new KernelOneWireTree(devices.resolve("missing"));

        assertFalse(tree.present());
        assertEquals(List.of(), tree.slaves());
    }

    @Test
    void readsW1SlaveEachTime() throws Exception {
        var slave = Files.createDirectories(devices.resolve("28-0316a2791cff"));
        var tree = new KernelOneWireTree(devices);

        Files.writeString(slave.resolve("w1_slave"), TEXT);
        assertEquals(Optional.of(TEXT), tree.w1Slave("28-0316a2791cff"));
        Files.writeString(slave.resolve("w1_slave"), "");
        assertEquals(Optional.of(""), tree.w1Slave("28-0316a2791cff"));
    }

    @Test
    void knowsNoOtherDevice() throws Exception {
        Files.createDirectories(devices.resolve("28-0316a2791cff"));
        var tree = new KernelOneWireTree(devices);

        assertEquals(Optional.empty(), tree.w1Slave("28-000048494c01"));
    }

    @Test
    void neverLeavesTheTree() throws Exception {
        var inside = Files.createDirectories(devices.resolve("inside"));
        Files.writeString(devices.resolve("w1_slave"), TEXT);
        var tree = new KernelOneWireTree(inside);

        assertEquals(Optional.empty(), tree.w1Slave(".."));
    }

    @Test
    void saysWhichDriverIsMissing() throws Exception {
        Files.createDirectories(devices.resolve("28-0316a2791cff"));
        var tree = new KernelOneWireTree(devices);

        var thrown = assertThrows(BusException.class, () -> tree.w1Slave("28-0316a2791cff"));

        assertEquals(BusException.Kind.BUS, thrown.kind());
        assertTrue(thrown.getMessage().contains("modprobe w1_therm"), thrown.getMessage());
    }
}
