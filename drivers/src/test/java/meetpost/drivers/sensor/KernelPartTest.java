package meetpost.drivers.sensor;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelPartTest {

    @Test
    void knowsWhatLoadsADriver() {
        KernelPart part = KernelPart.called(KernelClass.HWMON, "sht3x").orElseThrow();

        assertEquals(List.of("temp1", "humidity1"), part.channels());
        assertEquals(Optional.of("i2c-sensor,sht3x"), part.overlay());
    }

    @Test
    void knowsADeviceWhateverItsPlace() {
        assertEquals(
                List.of("temp", "humidityrelative"),
                KernelPart.called(KernelClass.IIO, "dht11@17").orElseThrow().channels());
    }

    @Test
    void namesEachOnceWithChannelsOfItsClass() {
        List<KernelPart> all = KernelPart.all();

        assertEquals(
                all.size(),
                all.stream().map(each -> each.of() + " " + each.device()).collect(toSet()).size());
        for (KernelPart part : all) {
            var quantities = new HashSet<Quantity>();
            for (String channel : part.channels()) {
                Optional<KernelChannel> known = part.of().channel(channel);
                assertTrue(known.isPresent(), part + " " + channel);
                assertTrue(quantities.add(known.get().quantity()), part + " " + channel);
            }
        }
    }
}
