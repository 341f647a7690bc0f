package meetpost.agent.settings.yaml;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import meetpost.agent.scan.PartWithoutDriver;
import meetpost.agent.settings.Settings;
import meetpost.drivers.sensor.Catalog;
import meetpost.drivers.sensor.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartNamesTest {

    @ParameterizedTest
    @CsvSource({
        "ds18b20, 'maxim,ds18b20'",
        "bme280, 'bosch,bme280'",
        "tmp102, 'ti,tmp102'",
        "sht31, 'sensirion,sht3x'",
        "tmp112, 'ti,tmp102'"
    })
    void needNoMakerBetweenBracesOrBelow(String name, String part) throws Exception {
        for (String file :
                List.of(
                        "sensors: {kas: {part: %s}}\n",
                        "sensors:\n  kas:\n    part: %s\n",
                        "sensors: {kas: {part: \"" + part + "\", name: %s}}\n")) {
            Settings settings = KelderPi.read(file.formatted(name));

            assertEquals(part, settings.sensors().get(0).part().name());
        }
    }

    @Test
    void ofEveryPartOfTheCatalogAreShortWhereOneMakerHasThem() throws Exception {
        Map<String, Long> models =
                Catalog.parts().stream()
                        .map(part -> part.name().substring(part.name().indexOf(',') + 1))
                        .collect(groupingBy(identity(), counting()));
        var names = new PartNames(Catalog.parts());

        for (Part part : Catalog.parts()) {
            String model = part.name().substring(part.name().indexOf(',') + 1);
            assertEquals(part, names.part(part.name()));
            if (models.get(model) == 1) {
                assertEquals(part, names.part(model));
            }
        }
    }

    @Test
    void thatTwoMakersHaveNeedTheMaker() {
        Part one = Catalog.part("ti,tmp102").orElseThrow();
        Part other = new Part("acme,tmp102", one.attachment(), one.quantities(), one.opener());
        var names = new PartNames(List.of(one, other));

        var wrong = assertThrows(WrongValue.class, () -> names.part("tmp102"));

        assertEquals(
                "several makers have a part \"tmp102\", expected ti,tmp102 or acme,tmp102",
                wrong.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bosch,bmp388", "bmp388", "BMP388", "mpu6050", "hx711", "ds2438"})
    void ofKnownPartsWithoutADriverAreNotTakenForOthers(String name) {
        var wrong = assertThrows(WrongValue.class, () -> new PartNames(Catalog.parts()).part(name));

        assertTrue(
                wrong.getMessage().contains("is known")
                        && wrong.getMessage().contains("no driver yet"),
                wrong.getMessage());
        assertTrue(!wrong.getMessage().contains("bme280"), wrong.getMessage());
    }

    @Test
    void areNeverBothWithAndWithoutADriver() {
        for (Part part : Catalog.parts()) {
            assertTrue(PartWithoutDriver.called(part.name()).isEmpty(), part.name());
        }
    }
}
