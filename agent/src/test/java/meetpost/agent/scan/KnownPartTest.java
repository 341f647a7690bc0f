package meetpost.agent.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import meetpost.drivers.sensor.Catalog;
import meetpost.drivers.sensor.Part.Attachment;
import org.junit.jupiter.api.Test;

class KnownPartTest {

    @Test
    void everyI2cPartWithADriverIsKnownAtItsAddresses() {
        Map<String, List<Integer>> known =
                KnownPart.all().stream()
                        .filter(KnownPart::hasDriver)
                        .collect(Collectors.toMap(KnownPart::name, KnownPart::addresses));
        Map<String, List<Integer>> driven =
                Catalog.parts().stream()
                        .filter(part -> part.attachment() instanceof Attachment.I2c)
                        .collect(
                                Collectors.toMap(
                                        part -> part.name(),
                                        part ->
                                                ((Attachment.I2c) part.attachment())
                                                        .addresses().stream().sorted().toList()));

        assertEquals(driven, known);
    }

    @Test
    void everyFamilyWithADriverIsKnown() {
        List<String> known =
                OneWireFamily.all().stream()
                        .filter(OneWireFamily::hasDriver)
                        .map(family -> family.part() + " " + family.code())
                        .toList();

        assertEquals(List.of("maxim,ds18b20 28"), known);
    }

    @Test
    void partsWithADriverComeFirst() {
        for (int address = 0x08; address <= 0x77; address++) {
            List<Boolean> drivers =
                    KnownPart.at(address).stream().map(KnownPart::hasDriver).toList();
            assertFalse(
                    drivers.contains(true)
                            && drivers.lastIndexOf(true) > drivers.indexOf(false)
                            && drivers.contains(false),
                    "0x%02X: %s".formatted(address, KnownPart.at(address)));
        }
    }

    @Test
    void noIdentificationIsReadWhereAByteCouldMoveSomething() {
        IntStream.concat(
                        IntStream.rangeClosed(0x20, 0x27),
                        IntStream.concat(
                                IntStream.rangeClosed(0x38, 0x3F),
                                IntStream.rangeClosed(0x60, 0x67)))
                .forEach(
                        address ->
                                assertTrue(
                                        KnownPart.at(address).stream()
                                                .allMatch(p -> p.identification().isEmpty()),
                                        "0x%02X".formatted(address)));
    }

    @Test
    void eachHasItsSource() {
        assertTrue(KnownPart.all().stream().noneMatch(part -> part.source().isBlank()));
        assertTrue(KnownPart.all().size() > 50);
    }

    /** SBOS397: bits that always read 1 or 0; the others are what the chip was set to. */
    @Test
    void onlyTheBitsOfTheMaskCount() {
        var tmp102 = Identification.of("01 = 6000 & 600F");

        assertTrue(tmp102.fits(new byte[] {0x60, (byte) 0xA0}));
        assertTrue(tmp102.fits(new byte[] {0x61, (byte) 0xB0}));
        assertFalse(tmp102.fits(new byte[] {0x20, (byte) 0xA0}));
        assertFalse(tmp102.fits(new byte[] {0x60, (byte) 0xA1}));
    }
}
